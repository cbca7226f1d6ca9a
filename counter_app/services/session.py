"""
Sign-in with the county unreachable, and lock (F-A1).

Failures are counted in the ledger with boot and monotonic time, so neither a restart of the
program nor a change of the clock shortens a lock-out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from counter_app.domain.errors import RuleError, StoreError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.ids import uuid7
from counter_app.domain.operation import Entry, Operation
from counter_app.domain.records import Instant, UserRecord
from counter_app.domain.window_operation import Locked, SignedIn
from counter_app.services.desk import Desk, enrolled
from counter_app.services.papertime import paper_time
from counter_app.services.visit import User, Visit, signed_in


@dataclass(frozen=True, slots=True)
class LockedWindow:
    """
    ``visit`` is empty in any case; ``left_undone`` says what a bad disk prevented.

    Its code is ``papers_left`` or ``lock_unrecorded``.
    """

    visit: Visit
    left_undone: StoreError | None = None


def sign_in(desk: Desk, name: str, password: str) -> Flow[Visit]:
    """
    Sign a person in and return an empty visit.

    Raises:
        RuleError: ``not_enrolled``, ``no_users_yet``, ``sign_in_refused``, ``sign_in_locked`` or
            ``user_expired``

    """
    yield from prove_person(desk, name, password)
    signed: User = yield Hop("store", lambda: _succeed(desk, name))
    return Visit(user=signed)


def prove_person(desk: Desk, name: str, password: str, verifier: str = "") -> Flow[None]:
    """
    Check a person's password and count a failure; nobody is signed in and no failure forgotten by it.

    ``verifier``: of that person's PIN, when a PIN was typed in place of the password.

    Raises:
        RuleError: as ``sign_in``

    """
    user = yield Hop("store", lambda: may_sign_in(desk, name))
    known = verifier or user.verifier
    matches = yield Hop("paper", lambda: desk.verifier.matches(known, password))
    if not matches:
        left = yield Hop("store", lambda: _count_failure(desk, name))
        if not left:
            raise RuleError("sign_in_locked", minutes=desk.settings.rules.lock_minutes)
        raise RuleError("sign_in_refused", left=left)


def lock(desk: Desk, visit: Visit) -> Flow[LockedWindow]:
    """
    Lock the window: papers of the session are purged, drafts stay in the journal.

    No disk keeps a window open: what it refused is told in ``left_undone``.

    Raises:
        RuleError: ``not_signed_in``

    """
    user = signed_in(visit)
    # the papers go first: a full disk, which keeps no operation, must not keep them
    purged = yield Hop("paper", lambda: _managed(desk.files.purge))
    recorded = yield Hop(
        "store", lambda: _managed(lambda: note_session(desk, Locked(user.name), user.name))
    )
    if not purged:
        return LockedWindow(Visit(), StoreError("papers_left"))
    return LockedWindow(Visit(), None if recorded else StoreError("lock_unrecorded"))


def _managed(act: Callable[[], None]) -> bool:
    try:
        act()
    except StoreError:
        return False
    return True


def confirm_clock(visit: Visit) -> Visit:
    """Vouch for the PC's clock for the rest of this session; each operation says so."""
    return replace(visit, user=replace(signed_in(visit), clock_confirmed=True))


def may_sign_in(desk: Desk, name: str) -> UserRecord:
    """
    Return a person who may sign in now (store lane).

    Raises:
        RuleError: as ``sign_in``, but for the password

    """
    enrolled(desk)
    user = desk.ledger.user(name)
    if user is None:
        raise RuleError("sign_in_unknown" if desk.cache.scopes() else "no_users_yet")
    now = desk.clock.read()
    if wait_s := _locked_for_s(desk, user, now):
        raise RuleError("sign_in_locked", minutes=-(-wait_s // 60))
    told = desk.ledger.server_time()
    if max(now.wall_ms, told.server_ms if told else 0) > user.valid_until_ms:
        raise RuleError("user_expired")
    return user


def _locked_for_s(desk: Desk, user: UserRecord, now: Instant) -> int:
    rules = desk.settings.rules
    if user.failures < rules.lock_failures:
        return 0
    since_ms = now.mono_ms - user.failed_mono_ms if user.failed_boot == now.boot else None
    if since_ms is None:
        desk.ledger.save_user(replace(user, failed_boot=now.boot, failed_mono_ms=now.mono_ms))
        since_ms = 0
    return max(0, rules.lock_minutes * 60 - since_ms // 1000)


def _count_failure(desk: Desk, name: str) -> int:
    user = desk.ledger.user(name)
    if user is None:
        raise RuleError("sign_in_unknown")
    now = desk.clock.read()
    over = user.failures >= desk.settings.rules.lock_failures
    failures = 1 if over else user.failures + 1
    desk.ledger.save_user(
        replace(user, failures=failures, failed_boot=now.boot, failed_mono_ms=now.mono_ms)
    )
    return desk.settings.rules.lock_failures - failures


def forget_failures(desk: Desk, name: str) -> UserRecord:
    """Return a person who has proved who it is, no failure counted any more (store lane)."""
    user = desk.ledger.user(name)
    if user is None:
        raise RuleError("sign_in_unknown")
    desk.ledger.save_user(replace(user, failures=0, failed_boot="", failed_mono_ms=0))
    return user


def _succeed(desk: Desk, name: str) -> User:
    user = forget_failures(desk, name)
    note_session(desk, SignedIn(user.name), user.name)
    return User(user.name, user.display_name, user.roles)


def note_session(desk: Desk, did: Operation, by: str) -> None:
    """Record what concerns the session of a person, not a case (store lane)."""
    window = enrolled(desk).window.id
    moment = paper_time(desk, confirmed=True).moment
    op_id = uuid7(moment.wall, desk.random(10))
    entry = Entry(did, moment, by, window, subject=f"user:{by}")
    desk.ledger.record(op_id, lambda _no: entry)
