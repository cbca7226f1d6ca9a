"""
The verification page: one column, no scripts, nothing from elsewhere, for a phone.

The style is the only thing allowed by its policy, by hash; every value is escaped.
"""

from __future__ import annotations

from datetime import date
from html import escape

from counter_app.words import Words
from county_server.public.sheet import STYLE, headers_of
from county_server.public.verification import LONGEST, Finding, Verdict

_GOOD, _WAIT, _BAD = "good", "wait", "bad"
SIGNS = {
    Verdict.VALID: ("✓", _GOOD),
    Verdict.NOT_YET: ("◷", _WAIT),
    Verdict.EXPIRED: ("!", _BAD),
    Verdict.IN_MAKING: ("…", _WAIT),
    Verdict.ON_ITS_WAY: ("…", _WAIT),
    Verdict.REPLACED: ("✗", _BAD),
    Verdict.WITHDRAWN: ("✗", _BAD),
    Verdict.REVOKED: ("✗", _BAD),
    Verdict.FORGED: ("✗", _BAD),
    Verdict.UNKNOWN: ("?", _WAIT),
    Verdict.UNREADABLE: ("?", _WAIT),
}
"""A sign and a colour beside the words: neither is told by colour alone."""
HEADERS = headers_of(STYLE)


def draw_finding(words: Words, finding: Finding, asked_on: date) -> str:
    """Return the page of an answer."""
    return _page(words, _verdict(words, finding.verdict) + _facts(words, finding), asked_on)


def draw_form(words: Words, asked_on: date) -> str:
    """Return the page that asks for a number."""
    return _page(words, "", asked_on)


def draw_busy(words: Words, asked_on: date) -> str:
    """Return the page for who has asked too often."""
    text = escape(words.say("verify.busy"))
    return _page(words, f"<section><p>{text}</p></section>", asked_on)


def _verdict(words: Words, verdict: Verdict) -> str:
    sign, colour = SIGNS[verdict]
    title = escape(words.say(f"verify.{verdict.value}.title"))
    about = escape(words.say(f"verify.{verdict.value}.about"))
    return (
        f'<section class="verdict {colour}" role="status"><span class="sign" aria-hidden="true">'
        f"{sign}</span><div><b>{title}</b><p>{about}</p></div></section>"
    )


def _facts(words: Words, finding: Finding) -> str:
    shown = (
        ("name", finding.name),
        ("number", finding.number),
        ("holder", finding.holder_masked),
        ("issued", _day(finding.issued_on)),
        ("valid", _valid(words, finding)),
        ("identifier", finding.identifier),
    )
    rows = "".join(
        f"<dt>{escape(words.say(f'verify.field.{key}'))}</dt><dd>{escape(value)}</dd>"
        for key, value in shown
        if value
    )
    return f"<section><dl>{rows}</dl></section>" if rows else ""


def _valid(words: Words, finding: Finding) -> str:
    if finding.valid_from is None:
        return ""
    end = _day(finding.valid_to) or words.say("verify.no_end")
    return words.say("verify.span", start=_day(finding.valid_from), end=end)


def _day(day: date | None) -> str:
    return "" if day is None else f"{day.year}年{day.month}月{day.day}日"


def _page(words: Words, inner: str, asked_on: date) -> str:
    title = escape(words.say("verify.title"))
    ask, button = escape(words.say("verify.ask")), escape(words.say("verify.button"))
    foot = escape(words.say("verify.foot", day=_day(asked_on)))
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head><body><main><h1>{title}</h1>{inner}"
        f'<form action="/verify" method="get"><label for="text">{ask}</label>'
        f'<input id="text" name="text" maxlength="{LONGEST}" autocomplete="off" required>'
        f"<button>{button}</button></form><footer>{foot}</footer></main></body></html>"
    )
