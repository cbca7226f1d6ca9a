"""Words for the forms of 出证: fates, reasons, hand-over, drawer, placement, parcels, day ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from counter_app.domain import localtime
from counter_app.domain.serial_range import spelled
from counter_app.services.paper_handover import Relation
from counter_app.ui.certificates.look_parcels import parcel_row
from counter_app.ui.certificates.looks import FormLook, LedgerRow
from counter_app.ui.certificates.presenter_drawer import ACTS as BLANK_ACTS
from counter_app.ui.certificates.presenter_drawer import FIELDS as BLANK_FIELDS
from counter_app.ui.certificates.presenter_handing import TYPED, relations
from counter_app.ui.certificates.presenter_placing import MEASURED, OFFSETS
from counter_app.ui.certificates.presenter_post import ENDS, FIELD
from counter_app.ui.certificates.presenter_prints import FATES
from counter_app.ui.certificates.state import Counter
from counter_app.ui.days import say_date
from counter_app.ui.looks import FieldLook, Kind, SheetRow
from counter_app.ui.numbers import SELF_TELLING, guess_kind
from counter_app.words import Words

FORM_FIELDS = (
    *TYPED,
    "typed_reason",
    "authorisation",
    "witness",
    "sheets",
    "want",
    "other",
    "reason",
    "second",
    "password",
    *OFFSETS,
    *MEASURED,
    "waybill",
    "taker",
    "signed_by",
)
"""Fields of the forms, in the order of typing."""
FIELDS = ("last3", "serial", *FORM_FIELDS)
"""Every field of the screen but the search."""


class FormWords:
    """Words the open form."""

    def __init__(self, words: Words, state: Counter, today: date) -> None:
        self._words, self._state, self._today = words, state, today

    def fields(self) -> dict[str, FieldLook]:
        """Every field; shown are those of the question or of the open form."""
        state, form = self._state, self.form()
        shown = set(form.fields) if form is not None else set()
        if form is None:
            shown = {"last3", "serial"} if state.which else {"last3"}
        return {
            name: FieldLook(
                state.text(name),
                self._hint(name),
                state.errors.get(name, ""),
                shown=name in shown,
            )
            for name in FIELDS
        }

    def form(self) -> FormLook | None:
        """The open form."""
        kind = self._state.form.kind
        if not kind:
            return None
        made: dict[str, Callable[[], FormLook]] = {
            "fate": self._fate,
            "drawer": self._drawer,
            "blank_act": self._blank_act,
            "hand_over": self._hand_over,
            "placement": self._placement,
            "post": self._post,
            "books": self._books,
        }
        return made.get(kind, self._reason)()

    def _reason(self) -> FormLook:
        kind = self._state.form.kind
        fields = ("other",) if kind == "skip" else ("reason",)
        line = self._state.line()
        name = line.name if line is not None else ""
        title = self._say(f"form.{kind}", name=name)
        return FormLook(kind, title, self._say(f"form.{kind}_hint"), fields=fields)

    def _fate(self) -> FormLook:
        kinds: tuple[Kind, ...] = ("note", "warning", "danger", "quiet")
        rows = tuple(
            SheetRow(
                self._say(f"fate.{each.value}"), "", self._say(f"fate_hint.{each.value}"), "", k
            )
            for each, k in zip(FATES, kinds, strict=True)
        )
        return self._listed("fate", rows, ("reason",))

    def _drawer(self) -> FormLook:
        rows = tuple(
            SheetRow(
                self._say(f"drawer.act.{act}", series=each.series),
                "",
                self._drawer_detail(act),
                self._say("drawer.two") if "second" in BLANK_FIELDS[act] else "",
                "note",
            )
            for each in self._state.stock
            for act in BLANK_ACTS
        )
        return self._listed("drawer", rows, (), wide=True)

    def _drawer_detail(self, act: str) -> str:
        if act == "more" and self._state.away:
            return self._words.say("line_needed.more_blanks")
        return self._say(f"drawer.hint.{act}")

    def _blank_act(self) -> FormLook:
        act, _, series = self._state.form.act.partition(":")
        taking = self._state.taking
        facts: tuple[str, ...] = ()
        if act == "count" and taking is not None:
            facts = self._differences(
                taking.counted, taking.expected, spelled(taking.missing), spelled(taking.surplus)
            )
        fields = BLANK_FIELDS[act]
        return FormLook(
            "blank_act",
            self._say(f"drawer.act.{act}", series=series),
            self._say(f"drawer.hint.{act}"),
            fields=fields,
            facts=facts,
            two=self._say("drawer.two_sign") if "second" in fields else "",
            wide=True,
        )

    def _differences(
        self, counted: int, expected: int, missing: str, surplus: str
    ) -> tuple[str, ...]:
        found = [self._say("drawer.counted", counted=counted, expected=expected)]
        found += [self._say("drawer.missing", sheets=missing)] if missing else []
        found += [self._say("drawer.surplus", sheets=surplus)] if surplus else []
        return tuple(found)

    def _hand_over(self) -> FormLook:
        state, handing = self._state, self._state.handing
        assert handing is not None  # noqa: S101 - the form is opened with it
        about, person = handing.case.application, state.person
        rows = tuple(self._relation(each) for each in relations(handing.case))
        fields: list[str] = []
        if handing.typing and person is None:
            told = guess_kind(state.text("number")) in SELF_TELLING
            fields += TYPED[:2] if told else TYPED
        if person is not None and person.source == "typed":
            fields.append("typed_reason")
        chosen = relations(handing.case)[state.form.row]
        if Relation.AGENT in (handing.relation, chosen):
            fields.append("authorisation")
        if handing.manner == "fingerprint":
            fields.append("witness")
        facts = (
            self._say("hand_over.of", name=about.applicant_name(), item=about.item.name),
            *(
                f"· {each.grant.name} {each.number}"
                for each in handing.case.certificates
                if each.number
            ),
        )
        hint = "card" if person is None else handing.manner
        return FormLook(
            "hand_over",
            self._say("form.hand_over"),
            self._say(f"hand_over.hint.{hint}"),
            rows,
            state.form.row,
            tuple(fields),
            facts,
        )

    def _relation(self, relation: Relation) -> SheetRow:
        chosen = self._state.handing is not None and self._state.handing.relation is relation
        detail = self._say(f"relation_hint.{relation.value}")
        kind: Kind = "good" if chosen else "quiet"
        return SheetRow(self._say(f"relation.{relation.value}"), "", detail, "", kind)

    def _placement(self) -> FormLook:
        rows = tuple(
            SheetRow(
                each.paper.name,
                "",
                self._say(
                    "placing.spot",
                    tray=each.spot.tray or self._say("placing.any_tray"),
                    x=each.placement.offset_x,
                    y=each.placement.offset_y,
                    scale_x=each.placement.scale_x,
                    scale_y=each.placement.scale_y,
                ),
                self._say("placing.trial_due" if each.trial_needed else "placing.trial_seen"),
                "warning" if each.trial_needed else "good",
            )
            for each in self._state.placements
        )
        return self._listed("placement", rows, (*OFFSETS, *MEASURED))

    def _post(self) -> FormLook:
        state = self._state
        rows = tuple(parcel_row(self._words, each, self._today) for each in state.parcels)
        waits = any(not each.waybill and each.state == "batched" for each in state.parcels)
        fields = ["waybill"] if waits else []
        ready = len(state.of_tab("send"))
        fields += ["taker"] if ready else []
        if state.form.act in ENDS:
            fields = [FIELD[state.form.act]]
        facts = (self._say("post.ready", count=ready),)
        form = self._listed("post", rows, tuple(fields), wide=True)
        return FormLook(
            form.kind,
            form.title,
            form.hint if rows or ready else self._say("post.nothing"),
            rows,
            form.row,
            form.fields,
            facts if ready else (),
            import_button=self._say("post.import"),
            wide=True,
        )

    def _books(self) -> FormLook:
        state = self._state
        day = state.day or self._today
        facts: list[str] = []
        if state.counts is not None:
            figures = (
                (self._say("books.day"), state.counts.day),
                (str(day.year), state.counts.year),
            )
            for period, each in figures:
                values = {
                    "issued": each.issued,
                    "void": each.void_sheets,
                    "handed": each.handed_over,
                }
                facts.append(self._say("books.figures", period=period, **values))
        title = self._say(
            "form.books",
            day=say_date(self._words, day, self._today),
            window=state.counts.window if state.counts is not None else "",
        )
        rows = tuple(
            LedgerRow(
                each.wall_ms,
                f"{localtime.at(each.wall_ms):%H:%M:%S}",
                self._words.say(f"day_ledger.act.{each.act}"),
                each.case_no,
                each.number,
                f"{each.series} {each.serial}" if each.serial else "",
                each.by,
                each.reason,
            )
            for each in state.ledger
        )
        return FormLook(
            "books", title, self._say("form.books_hint"), facts=tuple(facts), ledger=rows, wide=True
        )

    def _listed(
        self, kind: str, rows: tuple[SheetRow, ...], fields: tuple[str, ...], *, wide: bool = False
    ) -> FormLook:
        title, hint = self._say(f"form.{kind}"), self._say(f"form.{kind}_hint")
        return FormLook(kind, title, hint, rows, self._state.form.row, fields, wide=wide)

    def _hint(self, name: str) -> str:
        known = f"ui.certificates.hint.{name}"
        return self._words.say(known) if self._words.knows(known) else ""

    def _say(self, message: str, **values: str | int) -> str:
        return self._words.say(f"ui.certificates.{message}", **values)
