"""
Where the secrets of a window lie (design/sync.md 3.3).

In order: the operating system's key store if it answers; the key file that the settings name; a
file in the profile, the weakest. A secret is found wherever it was once saved.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import keyring
from keyring.backend import KeyringBackend

from counter_app.domain.errors import StoreError
from counter_app.domain.ports import KeyStore
from db.window.engine import KEY_BYTES
from db.window.key_file import KeyFile

STORE_KEY = "store"
PROFILE_FILE = "keys.json"
_ANSWER_TIMEOUT_S = 5.0
_NEEDING_KEY = ("ledger.db", "ledger.mark", "journal.db")
T = TypeVar("T")


def open_keystore(
    profile: Path, key_file: Path | None, backend: KeyringBackend | None = None
) -> KeyStore:
    """Return where this profile's secrets lie; ``backend`` instead of the system's own."""
    places: list[KeyStore] = []
    system = SystemKeys(f"counter_app {profile.resolve()}", backend)
    if system.answers():
        places.append(system)
    if key_file is not None:
        places.append(KeyFile(key_file, "file"))
    places.append(KeyFile(profile / PROFILE_FILE, "profile"))
    return KeyPlaces(tuple(places))


def exposed_keys(profile: Path, key_file: Path | None) -> tuple[str, ...]:
    """Return name and mode of each key file that others may use; the next ``load`` closes it to them."""
    paths = (profile / PROFILE_FILE, *((key_file,) if key_file else ()))
    return tuple(told for path in paths if (told := KeyFile(path, "").exposed()))


def store_key(keystore: KeyStore, profile: Path) -> bytes:
    """
    Return the key of the profile's files, made when there is no file yet.

    Raises:
        StoreError: ``key_missing`` when files lie there and their key does not

    """
    key = keystore.load(STORE_KEY)
    if key is None:
        if any((profile / each).exists() for each in _NEEDING_KEY):
            raise StoreError("key_missing")
        key = secrets.token_bytes(KEY_BYTES)
        keystore.save(STORE_KEY, key)
    if len(key) != KEY_BYTES:
        raise StoreError("key_wrong", file="ledger.db")
    return key


class SystemKeys:
    """
    A KeyStore over the operating system's (Windows, macOS, Secret Service).

    Its drivers raise whatever their bus raises and may wait for a person, so each question is
    asked on a thread of its own and any failure counts as no answer.
    """

    strength = "os"

    def __init__(
        self,
        service: str,
        backend: KeyringBackend | None,
        answer_timeout_s: float = _ANSWER_TIMEOUT_S,
    ) -> None:
        self._service = service
        self._backend = backend
        self._timeout_s = answer_timeout_s

    def answers(self) -> bool:
        """Whether there is a real key store that answers now."""
        return self._ask(self._probe) is True

    def load(self, name: str) -> bytes | None:
        """Return a secret, or None when there is none or no answer."""
        text = self._ask(lambda: self._keyring().get_password(self._service, name))
        return bytes.fromhex(text) if text else None

    def save(self, name: str, secret: bytes) -> None:
        """Store a secret and read it back; StoreError ``keyring_failed`` when it is not there."""
        self._ask(lambda: self._keyring().set_password(self._service, name, secret.hex()))
        if self.load(name) != secret:
            raise StoreError("keyring_failed")

    def _probe(self) -> bool:
        system = self._keyring()
        system.get_password(self._service, STORE_KEY)
        return float(system.priority) >= 1

    def _keyring(self) -> KeyringBackend:
        return self._backend or keyring.get_keyring()

    def _ask(self, question: Callable[[], T]) -> T | None:
        answer: Future[T] = Future()

        def run() -> None:
            with suppress(
                Exception
            ):  # a driver's own faults, of any class; the answer stays undone
                answer.set_result(question())

        thread = threading.Thread(target=run, name="keyring", daemon=True)
        thread.start()
        thread.join(self._timeout_s)
        return answer.result() if answer.done() else None


class KeyPlaces:
    """A KeyStore over several places, the strongest first."""

    def __init__(self, places: tuple[KeyStore, ...]) -> None:
        self._places = places

    def load(self, name: str) -> bytes | None:
        """Return a secret from the first place that has it."""
        found = (each.load(name) for each in self._places)
        return next((secret for secret in found if secret is not None), None)

    def save(self, name: str, secret: bytes) -> None:
        """Store a secret in the strongest place that takes it."""
        *stronger, weakest = self._places
        for place in stronger:
            try:
                place.save(name, secret)
            except StoreError:
                continue
            return
        weakest.save(name, secret)

    @property
    def strength(self) -> str:
        """Where the store key lies, or would be put."""
        held = (each for each in self._places if each.load(STORE_KEY) is not None)
        return next(held, self._places[0]).strength
