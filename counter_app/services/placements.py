"""
Putting a pre-printed form right on this window's certificate printer (F-E2; facts/devices.md C4).

A change makes a trial on plain paper due, and no certificate goes on a numbered blank before
somebody has seen the trial lie right. The clerk says that plain paper lies in the tray: a sheet
without a number would else be printed on a numbered one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from counter_app.domain.errors import DeviceError, RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.placement import (
    UNMOVED,
    Placement,
    PlacementNote,
    Spot,
    check_placement,
    spot_of,
)
from counter_app.domain.ports_paper import CertificatePaper
from counter_app.domain.printing import PrintOutcome, Trouble
from counter_app.services.desk import Desk, configured, on_store
from counter_app.services.device_tests import new_job
from counter_app.services.visit import Visit, signed_in

MAY_LIE_THERE = ("device_done", "sent", "unknown")


@dataclass(frozen=True, slots=True)
class FormPlacement:
    """A pre-printed form, its spot on this window's printer, and what is noted of it, if anything."""

    paper: CertificatePaper
    spot: Spot
    note: PlacementNote | None

    @property
    def placement(self) -> Placement:
        """What is printed with."""
        return self.note.placement if self.note else UNMOVED

    @property
    def trial_needed(self) -> bool:
        """Whether a trial on plain paper is due before the first blank."""
        return self.note is None or self.note.trial_needed


def form_placements(desk: Desk) -> Flow[tuple[FormPlacement, ...]]:
    """
    Return every pre-printed form with its placement on this window's certificate printer.

    Raises:
        DeviceError: ``device_not_set``
        StoreError: ``placements_damaged``

    """
    configured(desk.certificates, "certificates")
    papers: tuple[CertificatePaper, ...] = yield Hop("paper", desk.forms.papers)
    preprinted = [each for each in papers if each.preprinted]
    return (yield from on_store(lambda: tuple(_found(desk, each) for each in preprinted)))


def placement_to_print(desk: Desk, paper: CertificatePaper) -> Flow[Placement]:
    """
    Return what a certificate on ``paper`` is printed with; nothing is moved on plain paper.

    Raises:
        RuleError: ``placement_untried`` while the trial on plain paper is due
        DeviceError: ``device_not_set``
        StoreError: ``placements_damaged``

    """
    if not paper.preprinted:
        return UNMOVED
    configured(desk.certificates, "certificates")
    found: FormPlacement = yield from on_store(lambda: _found(desk, paper))
    if found.trial_needed:
        raise RuleError("placement_untried", name=paper.name)
    return found.placement


def set_placement(
    desk: Desk, visit: Visit, type_code: str, placement: Placement
) -> Flow[FormPlacement]:
    """
    Note how a form is printed here from now on; a trial is due then.

    Raises:
        RuleError: ``placement_far``, ``placement_scale``, ``placement_off_sheet``,
            ``certificate_type_unknown``, ``certificate_not_preprinted``
        DeviceError: ``device_not_set``
        StoreError: ``placements_damaged``, or of the disk

    """
    user = signed_in(visit)
    check_placement(placement)
    paper = yield from _preprinted(desk, type_code)
    title = _title(desk, "trial")
    yield Hop("paper", lambda: desk.forms.render_trial(type_code, placement, title))

    def keep() -> FormPlacement:
        before = _found(desk, paper)
        at_ms = desk.clock.read().wall_ms
        note = PlacementNote(before.spot, placement, user.name, at_ms, before=before.placement)
        desk.placements.keep(note)
        return replace(before, note=note)

    return (yield from on_store(keep))


def print_ruler(
    desk: Desk, visit: Visit, type_code: str, *, plain_loaded: bool
) -> Flow[PrintOutcome]:
    """
    Print the ruler sheet once, on plain paper in the tray of the blanks.

    Raises:
        RuleError: ``placement_plain_paper``, ``certificate_type_unknown``,
            ``certificate_not_preprinted``
        DeviceError: ``device_not_set``

    """
    paper = yield from _ready(desk, visit, type_code, plain_loaded=plain_loaded)
    title = f"{_title(desk, 'ruler')}  {paper.name}"
    return (yield from _print(desk, lambda: desk.forms.render_ruler(type_code, title)))


def print_trial(
    desk: Desk, visit: Visit, type_code: str, *, plain_loaded: bool
) -> Flow[PrintOutcome]:
    """
    Print the trial sheet once, on plain paper in the tray of the blanks.

    Raises:
        RuleError: as ``print_ruler``
        DeviceError: ``device_not_set``
        StoreError: ``placements_damaged``, or of the disk

    """
    user = signed_in(visit)
    paper = yield from _ready(desk, visit, type_code, plain_loaded=plain_loaded)
    found: FormPlacement = yield from on_store(lambda: _found(desk, paper))
    title, used = _title(desk, "trial"), found.placement
    outcome: PrintOutcome = yield from _print(
        desk, lambda: desk.forms.render_trial(type_code, used, title)
    )
    if outcome.state in MAY_LIE_THERE:
        at_ms = desk.clock.read().wall_ms
        note = found.note or PlacementNote(found.spot, used, user.name, at_ms)
        yield from on_store(lambda: desk.placements.keep(replace(note, trial_printed=True)))
    return outcome


def confirm_trial(desk: Desk, visit: Visit, type_code: str) -> Flow[FormPlacement]:
    """
    Note that the clerk saw the trial sheet lie right on the form.

    Raises:
        RuleError: ``placement_no_trial``, ``certificate_type_unknown``,
            ``certificate_not_preprinted``
        DeviceError: ``device_not_set``
        StoreError: ``placements_damaged``, or of the disk

    """
    user = signed_in(visit)
    paper = yield from _preprinted(desk, type_code)

    def confirm() -> FormPlacement:
        found = _found(desk, paper)
        if found.note is None or not found.note.trial_printed:
            raise RuleError("placement_no_trial", name=paper.name)
        at_ms = desk.clock.read().wall_ms
        note = replace(found.note, tried_by=user.name, tried_at_ms=at_ms)
        desk.placements.keep(note)
        return replace(found, note=note)

    return (yield from on_store(confirm))


def _ready(
    desk: Desk, visit: Visit, type_code: str, *, plain_loaded: bool
) -> Flow[CertificatePaper]:
    signed_in(visit)
    if not plain_loaded:
        raise RuleError("placement_plain_paper")
    return (yield from _preprinted(desk, type_code))


def _preprinted(desk: Desk, type_code: str) -> Flow[CertificatePaper]:
    configured(desk.certificates, "certificates")
    paper: CertificatePaper = yield Hop("paper", lambda: desk.forms.paper(type_code))
    if not paper.preprinted:
        raise RuleError("certificate_not_preprinted", name=paper.name)
    return paper


def _print(desk: Desk, draw: Callable[[], bytes]) -> Flow[PrintOutcome]:
    printer, job = configured(desk.certificates, "certificates"), new_job(desk)
    pdf: bytes = yield Hop("paper", draw)
    try:
        outcome: PrintOutcome = yield Hop("certificates", lambda: printer.print_pdf(pdf, job, 1))
    except DeviceError as fault:
        return PrintOutcome("unknown", "unknown", Trouble.of(fault))
    return outcome


def _found(desk: Desk, paper: CertificatePaper) -> FormPlacement:
    spot = spot_of(desk.settings.devices.certificates, paper.form)
    return FormPlacement(paper, spot, desk.placements.find(spot))


def _title(desk: Desk, key: str) -> str:
    return desk.words.say(f"placement.{key}")
