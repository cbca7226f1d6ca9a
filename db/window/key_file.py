"""Secrets in a file that only this user may read: where the operating system has no key store."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

from counter_app.domain.errors import StoreError
from db.window.faults import file_errors
from db.window.highwater import sync_folder
from db.window.opening import PRIVATE_FILE, make_private_folder

_OTHERS = 0o077
_log = logging.getLogger(__name__)


class KeyFile:
    """A KeyStore: one JSON object of names and hex secrets, mode 0600."""

    def __init__(self, path: Path, strength: str) -> None:
        self._path = path
        self.strength = strength

    def load(self, name: str) -> bytes | None:
        """
        Return a secret, or None when it was never made.

        Raises:
            StoreError: ``key_file_unsafe`` when others may read it and that cannot be corrected,
                ``key_file_damaged`` when it holds something else

        """
        text = self._secrets().get(name)
        return bytes.fromhex(text) if text is not None else None

    def exposed(self) -> str:
        """Return name and mode of the file when others may use it now, else nothing; changes nothing."""
        mode = self._mode()
        return f"{self._path.name} {mode:04o}" if mode & _OTHERS else ""

    def save(self, name: str, secret: bytes) -> None:
        """Store a secret durably; the file is replaced whole or not at all."""
        content = json.dumps({**self._secrets(), name: secret.hex()}, sort_keys=True)
        make_private_folder(self._path.parent)
        half = self._path.with_name(self._path.name + ".half")
        with file_errors(self._path):
            try:
                handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
                with os.fdopen(handle, "w", encoding="ascii") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                half.replace(self._path)
                sync_folder(self._path.parent)
            except OSError:
                half.unlink(missing_ok=True)
                raise

    def _secrets(self) -> dict[str, str]:
        with file_errors(self._path):
            if not self._path.exists():
                return {}
            self._close_to_others()
            content = self._path.read_bytes()
        try:
            found = json.loads(content)
            return {name: bytes.fromhex(text).hex() for name, text in found.items()}
        except (ValueError, AttributeError, TypeError) as wrong:
            raise StoreError("key_file_damaged", file=self._path.name) from wrong

    def _mode(self) -> int:
        """Return the rights on the file; 0 without one, and on Windows, which has no such bits."""
        if os.name == "nt" or not self._path.exists():
            return 0
        return self._path.stat().st_mode & 0o777

    def _close_to_others(self) -> None:
        """Take away what others may do with the file."""
        if not self._mode() & _OTHERS:
            return
        _log.warning("key file was open to other users, closed now file=%s", self._path.name)
        try:
            self._path.chmod(PRIVATE_FILE)
        except OSError as refused:
            raise StoreError("key_file_unsafe", file=self._path.name) from refused
