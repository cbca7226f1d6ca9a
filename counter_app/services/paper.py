"""
What each paper of the window says: a Document from the case, its item and who hands it out.

Pure. Each function takes the case as it stands after the act, its papers not yet among
``case.documents``. The 文书编号 is the case number, the kind and a two-digit running number of
that kind within the case.

Every function raises RuleError ``document_value_missing`` when a statutory field has no value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from counter_app.documents.filling import match
from counter_app.documents.library import current_template
from counter_app.domain.case import Case, CaseMaterial, CaseState, MaterialState, RefusalKind
from counter_app.domain.document import Document, Rows
from counter_app.domain.item import Item, SituationId
from counter_app.domain.localtime import day as day_of
from counter_app.domain.wire import WindowInfo
from counter_app.services import paperrows, phrasing
from counter_app.services.phrasing import say
from counter_app.services.rating_code import no_code

APPLICANT_AND_OFFICER = ("applicant", "officer")


@dataclass(frozen=True, slots=True)
class Issuer:
    """
    Who hands the paper out, where and when.

    ``now_ms`` is the paper time (UTC milliseconds). ``witnessed``: the applicant cannot sign and
    gives a fingerprint before a witness, who signs too. ``mint`` writes the code on a kind
    of paper by which its visit is rated.
    """

    window: WindowInfo
    officer: str
    now_ms: int
    language: str = "zh"
    witnessed: bool = False
    mint: Callable[[str, str], str] = no_code


def receipt(case: Case, item: Item, at: Issuer) -> Document:
    """
    收件: W01, which starts the five days of art. 32(4).

    Accepted in the same sitting there is nothing to wait for: it is then the short receipt for
    what was left here, a slip beside the notice of acceptance.
    """
    about = case.application
    waiting = case.state is CaseState.RECEIVED
    values = {
        "unit": about.item.accept_org,
        "situation": about.situation_name,
        "applicant_number": phrasing.applicant_number(about),
        "handler": phrasing.handler(about),
        "applicant_phone": about.phone or say("phone_none"),
        "delivery": phrasing.delivery(about),
        "received_at": phrasing.moment(at.now_ms),
        "answer_by": phrasing.answer_by(case.answer_by) if waiting else "",
        "accepted_now": "" if waiting else say("accepted_now"),
    }
    rows = {"materials": paperrows.state_rows(about.materials)}
    receipt = Sheet(case, item, at).make("W01", values, rows, *APPLICANT_AND_OFFICER)
    return receipt if waiting else replace(receipt, form="slip", copies=1)


def supplement_receipt(
    case: Case, item: Item, brought: tuple[CaseMaterial, ...], at: Issuer
) -> Document:
    """W01S: what was brought, ticked one by one against the notice that asked for it."""
    values = {
        "notice": _notice(case),
        "handler": phrasing.handler(case.application),
        "brought_at": phrasing.moment(at.now_ms),
        "result": _supplement_result(case),
    }
    rows = {
        "materials": tuple(
            paperrows.brought_row(n, each) for n, each in enumerate(brought, start=1)
        )
    }
    return Sheet(case, item, at).make("W01S", values, rows, *APPLICANT_AND_OFFICER)


def acceptance(case: Case, item: Item, at: Issuer) -> Document:
    """受理: W02 with the promised limit and, once it can be told, the date."""
    about = case.application
    values = {
        "situation": about.situation_name,
        "handler": phrasing.handler(about),
        "applicant_phone": about.phone or say("phone_none"),
        "accepted_at": phrasing.moment(case.accepted_at_ms or at.now_ms),
        "statutory": phrasing.limit(about.item.statutory),
        "promise": phrasing.promise(about.item.promised, case.due_date),
        "accept_org": about.item.accept_org,
        "decide_org": about.item.decide_org,
        "fee": phrasing.fees(item),
        "delivery": phrasing.delivery(about),
        "progress": say("progress", phone=item.phone or at.window.phone),
        "ground": say("ground_gaps" if case.open_gaps() else "ground_complete"),
        "gaps": "、".join(each.name for each in case.open_gaps()),
    }
    taken = [each for each in about.materials if each.state in _TAKEN]
    return Sheet(case, item, at).make(
        "W02", values, {"materials": paperrows.state_rows(taken)}, "applicant"
    )


def deferral(case: Case, item: Item, at: Issuer) -> Document:
    """容缺受理: W06, the applicant's promise and the notice, for the gaps still open."""
    about = case.application
    values = {
        "applicant_number": phrasing.applicant_number(about),
        "handler": phrasing.handler(about),
        "applicant_phone": about.phone or say("phone_none"),
        "accepted_at": phrasing.moment(case.accepted_at_ms or at.now_ms),
        "promise": phrasing.promise(about.item.promised, case.due_date),
    }
    gaps = tuple(
        (str(number), each.name, phrasing.form(each), phrasing.until(each.until))
        for number, each in enumerate(case.open_gaps(), start=1)
    )
    return Sheet(case, item, at).make("W06", values, {"gaps": gaps}, "applicant", "receiver")


def correction(case: Case, item: Item, at: Issuer) -> Document:
    """补正: W03 for the newest notice of the case, everything told at once (art. 32(4))."""
    notice = case.corrections[-1]
    asked = {each.id: each for each in item.materials}
    rows = tuple(
        paperrows.correction_row(number, each, asked.get(each.id), item)
        for number, each in enumerate(
            (each for each in case.application.materials if each.id in notice.materials), start=1
        )
    )
    values = {
        "handler": phrasing.handler(case.application),
        "received_on": phrasing.day(case.received_on),
        "served_at": phrasing.moment(at.now_ms),
        "bring_by": phrasing.bring_by(notice.bring_by),
        "repeat_reason": notice.repeat_reason,
    }
    return Sheet(case, item, at).make("W03", values, {"corrections": rows}, *APPLICANT_AND_OFFICER)


def refusal(case: Case, item: Item, kind: RefusalKind, at: Issuer) -> Document:
    """不予受理: W04, or W05 when no licence is needed; materials taken are given back."""
    about = case.application
    taken = paperrows.returned(case)
    values = {
        "handler": phrasing.handler(about),
        "reason": case.closing_reason,
        "basis": phrasing.refusal_basis(kind, item),
        "served_at": phrasing.moment(at.now_ms),
    }
    if kind is RefusalKind.NOT_NEEDED:
        return Sheet(case, item, at).make("W05", values, {"returned": taken}, "applicant")
    values["competent_body"] = case.competent_body
    values["facts"] = say(
        "refusal_facts",
        day=phrasing.day(case.received_on),
        applicant=about.applicant_name(),
        window=f"{at.window.hall_name}{at.window.name}",
        item=about.item.name,
        count=len(taken),
    )
    return Sheet(case, item, at).make("W04", values, {"returned": taken}, "applicant")


def withdrawal(case: Case, item: Item, at: Issuer) -> Document:
    """撤回: W16, against which the materials go back."""
    values = {
        "handler": phrasing.handler(case.application),
        "reason": case.closing_reason,
        "returned_at": phrasing.moment(at.now_ms),
    }
    rows = {"returned": paperrows.returned(case)}
    return Sheet(case, item, at).make("W16", values, rows, *APPLICANT_AND_OFFICER)


def notice_slip(
    item: Item, situation: SituationId | None, at: Issuer, applicant: str = ""
) -> Document:
    """一次性告知: W17, everything that art. 30 has displayed about an item, without a case."""
    names = {each.id: each.name for each in item.situations}
    values = {
        "item": item.name,
        "body": item.dept_name,
        "applicant": applicant,
        "qr": item.code,
        "situation": names.get(situation, "") if situation else "",
        "condition": item.accept_condition,
        "basis": item.by_law or say("basis_unknown"),
        "limits": say(
            "limits",
            statutory=phrasing.limit(item.statutory),
            promised=phrasing.limit(item.promised),
        ),
        "fee": phrasing.fees(item),
        "flow": item.handle_flow,
        "result": item.result_name,
        "place": item.address or at.window.address,
        "hours": item.hours or at.window.hours,
        "version": say("list_version", version=item.version),
    }
    rows = tuple(
        paperrows.asked_row(number, each)
        for number, each in enumerate(item.materials_for(situation), start=1)
    )
    document = Document(
        kind="W17",
        id=f"W17-{item.code}-{item.version}",
        case_no=None,
        template_version=current_template("W17").version,
        language=at.language,
        values=_pairs({**_common(item, at), **values}),
        rows=(("materials", rows),),
        copies=1,
        signatures=(),
        form="slip",
    )
    return match(document).document


_TAKEN = (MaterialState.RECEIVED, MaterialState.PROMISED, MaterialState.SHARED)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper being filled in: the header of facts/domain.md 2.5 comes from the case."""

    case: Case
    item: Item
    at: Issuer

    def make(
        self, kind: str, values: Mapping[str, str], rows: Mapping[str, Rows], *signatures: str
    ) -> Document:
        """Return the paper of ``kind`` with the header that the case gives."""
        case, about, window = self.case, self.case.application, self.at.window
        running = 1 + sum(each.kind == kind for each in case.documents)
        header = {
            **_common(self.item, self.at),
            "item": about.item.name,
            "body": about.item.dept_name,
            "applicant": about.applicant_name(),
            "qr": case.no,
            "window": f"{window.hall_name}{window.name}",
            "officer": self.at.officer,
            "rating_code": self.at.mint(kind, case.no),
        }
        document = Document(
            kind=kind,
            id=f"{case.no}-{kind}-{running:02d}",
            case_no=case.no,
            template_version=current_template(kind).version,
            language=self.at.language,
            values=_pairs({**header, **values}),
            rows=tuple(rows.items()),
            copies=len(current_template(kind).copies),
            signatures=(*signatures, "witness") if self.at.witnessed else signatures,
        )
        return match(document).document


def _pairs(values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((key, value) for key, value in values.items() if value)


def _common(item: Item, at: Issuer) -> Mapping[str, str]:
    return {
        "date": phrasing.day(day_of(at.now_ms)),
        "phone": item.phone or at.window.phone,
        "complaint_phone": item.complaint_phone or at.window.complaint_phone,
        "sample": say("sample") if item.sample else "",
    }


def _notice(case: Case) -> str:
    notices = [each for each in case.documents if each.kind in {"W03", "W06"}]
    named = [
        say("notice", title=current_template(each.kind).title.zh, no=each.id)
        for each in notices[-1:]
    ]
    return named[0] if named else say("none")


def _supplement_result(case: Case) -> str:
    if case.state is CaseState.CORRECTING:
        return say("correcting")
    if case.state is CaseState.RECEIVED:
        return say("corrected")
    return say("gaps_left" if case.open_gaps() else "gaps_closed")
