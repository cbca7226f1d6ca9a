"""
A window that prints a certificate and kills itself at a named point, run by ``test_print_crash``.

``setup PROFILE TRAY`` makes the window and a decided case; ``play PROFILE TRAY POINT`` plays script
lines of the standard input, dead by SIGKILL at POINT (``never``: alive to the end).
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from counter_app.config import Devices, Settings
from counter_app.documents.certificate_renderer import CertificateTypes
from counter_app.domain.blank import BlankLease
from counter_app.domain.codec import to_plain
from counter_app.domain.flow import Hop
from counter_app.domain.placement import UNMOVED, PlacementNote, spot_of
from counter_app.domain.records import UserRecord
from counter_app.domain.serial_range import SerialRange
from counter_app.domain.wire import FeedRow
from counter_app.script import play as play_script
from counter_app.services.desk import Desk
from counter_app.wiring import open_desk
from tests.fakes.certificate_window import ITEM, a_grant, accepted, decide
from tests.fakes.certificates import FOOD
from tests.store.samples import ENROLMENT, page

FIRST = 35_017


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Ledger:
    """The real ledger; the process dies right after it has committed an operation of ``kind``."""

    def __init__(self, real, kind: str):
        self._real, self._kind = real, kind

    def __getattr__(self, name: str):
        return getattr(self._real, name)

    def record(self, op_id, make, **numbered):
        made = self._real.record(op_id, make, **numbered)
        if made.entry.operation.kind == self._kind:
            die()
        return made


class Printer:
    """A real file printer with a log of its calls; ``point`` is where the process dies."""

    def __init__(self, real, log: Path, point: str):
        self._real, self._log, self._point = real, log, point
        self.paper = real.paper

    def probe(self):
        return self._real.probe()

    def print_pdf(self, pdf, job, copies):
        if self._point == "before_paper":
            die()
        outcome = self._real.print_pdf(pdf, job, copies)
        with self._log.open("a", encoding="utf-8") as log:
            log.write(f"{job}\n")
        if self._point == "after_paper":
            die()
        return outcome


class Forms(CertificateTypes):
    """Drawing; the process dies at the drawing of the numbered certificate."""

    def render(self, certificate, qr, placement=UNMOVED):
        if certificate.job:
            die()
        return super().render(certificate, qr, placement)


@contextmanager
def opened(profile: Path, tray: Path, point: str) -> Iterator[Desk]:
    settings = Settings(
        devices=Devices(certificates=f"file:{tray}?paper=blank", documents=f"file:{tray}")
    )
    with open_desk(profile, settings) as desk:
        kinds = {
            "bound": "certificate.bind",
            "done": "print.finish",
            "confirmed": "certificate.confirm",
            "spoiled": "certificate.spoil",
        }
        log = tray.with_name("printed.log")
        yield replace(
            desk,
            ledger=Ledger(desk.ledger, kinds.get(point, "")),
            certificates=Printer(desk.certificates, log, point),
            documents=Printer(desk.documents, log, point),
            forms=Forms() if point == "queued" else desk.forms,
        )


def setup(desk: Desk) -> None:
    def store() -> str:
        desk.ledger.enrol(ENROLMENT, 1, "epoch-1")
        user = UserRecord("ciren", "次仁", desk.verifier.protect("right"), ("clerk",), 2**53)
        desk.ledger.replace_users([user])
        desk.ledger.add_lease(
            BlankLease("lease-1", "SPZ", FIRST, FIRST + 9, 1, (SerialRange(FIRST, FIRST + 9),))
        )
        row = FeedRow("item", ITEM.code, 1, "put", 1, {"item": to_plain(ITEM), "terms": []})
        desk.cache.apply("reference", page(row))
        spot = spot_of(desk.settings.devices.certificates, desk.forms.paper(FOOD).form)
        desk.placements.keep(
            PlacementNote(spot, UNMOVED, "ciren", 1, tried_by="ciren", tried_at_ms=1)
        )
        return "stored"

    def prepare():
        yield Hop("store", store)

    desk.background.start(prepare()).result()
    case = accepted(desk)

    def decided():
        return (yield Hop("store", lambda: decide(desk, case, a_grant())))

    say(desk.background.start(decided()).result().no)


def main(verb: str, profile: str, tray: str, point: str) -> None:
    with opened(Path(profile), Path(tray), point) as desk:
        if verb == "setup":
            setup(desk)
        else:
            play_script(desk, iter(sys.stdin.readline, ""), say)


if __name__ == "__main__":
    main(*sys.argv[1:])
