"""
Who asks at the desk's API: a user of the county by name and password (HTTP Basic, RFC 7617).

Over plain HTTP it is for loopback only, like all of ``serve``. Wrong passwords close a name for a
while; the count lives as long as the process.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import logging

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from counter_app.domain.county_desk import Account
from counter_app.domain.errors import RuleError
from county_server.desk.store import DeskStore

logger = logging.getLogger(__name__)

MOST_FAILURES = 5
CLOSED_MS = 15 * 60_000
_AT_ONCE = 2
_MINUTE_MS = 60_000


class Door:
    """Lets users in; ``failures`` of a name that exists are counted."""

    def __init__(self, store: DeskStore) -> None:
        self._store = store
        self._hasher = PasswordHasher()
        # For who does not exist the same work is done, so that the time tells nothing.
        self._nobody = self._hasher.hash("nobody")
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._failures: dict[str, tuple[int, int]] = {}

    async def enter(self, authorization: str, now_ms: int) -> Account:
        """
        Return who stands behind an ``Authorization`` header.

        Raises:
            RuleError: ``sign_in_wrong``, ``sign_in_waits``

        """
        name, password = _basic(authorization)
        account = await self._store.account(name)
        if account is not None:
            self._require_open(name, now_ms)
        verifier = self._nobody if account is None else account.verifier
        async with self._turns:
            right = await asyncio.to_thread(self._matches, verifier, password)
        if account is None or not right:
            self._note_failure(account, now_ms)
            raise RuleError("sign_in_wrong")
        self._failures.pop(name, None)
        return account

    def _require_open(self, name: str, now_ms: int) -> None:
        count, last = self._failures.get(name, (0, 0))
        left = last + CLOSED_MS - now_ms
        if count >= MOST_FAILURES and left > 0:
            raise RuleError("sign_in_waits", minutes=-(-left // _MINUTE_MS))

    def _note_failure(self, account: Account | None, now_ms: int) -> None:
        logger.warning("desk sign-in refused")
        if account is not None:
            count, last = self._failures.get(account.name, (0, 0))
            over = now_ms - last >= CLOSED_MS
            self._failures[account.name] = (1 if over else count + 1, now_ms)

    def _matches(self, verifier: str, password: str) -> bool:
        try:
            return self._hasher.verify(verifier, password)
        except (VerificationError, InvalidHashError):
            return False


def _basic(authorization: str) -> tuple[str, str]:
    scheme, _, token = authorization.partition(" ")
    try:
        plain = base64.b64decode(token.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        plain = ""
    name, sign, password = plain.partition(":")
    if scheme.lower() != "basic" or not sign or "\0" in name:
        raise RuleError("sign_in_wrong")
    return name, password
