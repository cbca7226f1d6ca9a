"""A KeyStore in memory."""

from __future__ import annotations


class FakeKeyStore:
    def __init__(self, strength: str = "os", **secrets: bytes):
        self.secrets = dict(secrets)
        self._strength = strength

    def load(self, name: str) -> bytes | None:
        return self.secrets.get(name)

    def save(self, name: str, secret: bytes) -> None:
        self.secrets[name] = secret

    @property
    def strength(self) -> str:
        return self._strength
