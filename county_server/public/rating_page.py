"""
The page on which a visit is rated: two steps, because a level's tags are its own and there is no script.

Large targets for a thumb; nothing personal is on it, every value is escaped.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from counter_app.domain.errors import RuleError
from counter_app.domain.rating import LEVELS, TAGS, TEXT_MOST, to_device
from counter_app.words import Words
from county_server.public.rating import Look, Outcome, Wish
from county_server.public.sheet import STYLE, headers_of

SIGNS = {each: "★" * to_device(each) for each in LEVELS}
_ENDS = {
    Outcome.THANKS: ("✓", "good"),
    Outcome.RATED: ("✓", "good"),
    Outcome.FORGED: ("✗", "bad"),
    Outcome.UNREADABLE: ("?", "wait"),
}
_STYLE = (
    STYLE
    + """
.level{display:flex;align-items:center;gap:14px;width:100%;min-height:60px;margin:0 0 12px;padding:8px 16px;background:#fff;color:#1b1f24;border:2px solid #6b7480;border-radius:12px;font-size:20px;text-align:left}
.face{color:#7a4b00;min-width:6.2em;font-size:17px;letter-spacing:2px}
.tag{display:flex;align-items:center;gap:12px;min-height:48px;margin:0;padding:4px 0;border-bottom:1px solid #d5d9de}
.tag input{width:24px;min-height:24px;flex:none;margin:0}
textarea{width:100%;font:inherit;padding:10px 12px;min-height:96px;border:1px solid #6b7480;border-radius:8px}
textarea:focus{outline:3px solid #f0a500;outline-offset:2px}
.field{margin:16px 0 8px}
a{display:block;min-height:48px;line-height:48px;color:#0b4f8a}
"""
)
HEADERS = headers_of(_STYLE)


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the form, and why it was refused; without a wish the level is asked again."""

    wish: Wish | None = None
    error: RuleError | None = None


def draw_levels(words: Words, seen: Look, token: str, error: RuleError | None = None) -> str:
    """Return the first step: the five levels."""
    buttons = "".join(
        f'<button class="level" name="level" value="{each.value}"><span class="face" '
        f'aria-hidden="true">{SIGNS[each]}</span>{escape(words.say(f"rating.level.{each.value}"))}'
        "</button>"
        for each in LEVELS
    )
    ask = escape(words.say(f"rating.page.{seen.outcome.value}"))
    form = f'<form action="/r/{escape(token)}" method="get"><p>{ask}</p>{buttons}</form>'
    return _page(words, _waiting(words, seen) + _refused(words, error) + form)


def draw_details(words: Words, seen: Look, token: str, wish: Wish, error: RuleError | None) -> str:
    """Return the second step: tags of the level, words of one's own, and the end."""
    level, action = wish.level, f"/r/{escape(token)}"
    tags = "".join(_tag(words, each, each in wish.tags) for each in TAGS[level])
    own, hint = (escape(words.say(f"rating.page.{each}")) for each in ("own", "own_hint"))
    nameless = " checked" if wish.anonymous else ""
    return _page(
        words,
        _waiting(words, seen)
        + _refused(words, error)
        + f'<form action="{action}" method="post"><p><span class="face" aria-hidden="true">'
        f"{SIGNS[level]}</span> <b>{escape(words.say(f'rating.level.{level.value}'))}</b></p>"
        f'<input type="hidden" name="level" value="{level.value}">{tags}'
        f'<label class="field" for="text">{own}</label>'
        f'<textarea id="text" name="text" maxlength="{TEXT_MOST}" placeholder="{hint}">'
        f"{escape(wish.text)}</textarea>"
        f'<label class="tag"><input type="checkbox" name="anonymous" value="1"{nameless}>'
        f"{escape(words.say('rating.page.anonymous'))}</label>"
        f"<button>{escape(words.say('rating.page.send'))}</button>"
        f'<a href="{action}">{escape(words.say("rating.page.other"))}</a></form>',
    )


def draw_end(words: Words, seen: Look) -> str:
    """Return what there is to say where nothing is asked."""
    sign, colour = _ENDS[seen.outcome]
    title, about = (
        escape(words.say(f"rating.page.{seen.outcome.value}.{each}")) for each in ("title", "about")
    )
    return _page(
        words,
        f'<section class="verdict {colour}" role="status"><span class="sign" aria-hidden="true">'
        f"{sign}</span><div><b>{title}</b><p>{about}</p></div></section>" + _waiting(words, seen),
    )


def draw_busy(words: Words) -> str:
    """Return the page for who has asked too often."""
    return _page(words, f"<section><p>{escape(words.say('verify.busy'))}</p></section>")


def _tag(words: Words, code: str, chosen: bool) -> str:
    mark = " checked" if chosen else ""
    text = escape(words.say(f"rating.tag.{code}"))
    return (
        f'<label class="tag"><input type="checkbox" name="tag" value="{code}"{mark}>{text}</label>'
    )


def _waiting(words: Words, seen: Look) -> str:
    if seen.here or seen.signed is None:
        return ""
    message = "on_its_way" if seen.outcome in (Outcome.ASK, Outcome.AGAIN) else "joined_later"
    return f"<section><p>{escape(words.say(f'rating.page.{message}'))}</p></section>"


def _refused(words: Words, error: RuleError | None) -> str:
    if error is None:
        return ""
    what, remedy = map(escape, words.error(error))
    return f'<section class="verdict bad" role="alert"><div><b>{what}</b><p>{remedy}</p></div></section>'


def _page(words: Words, inner: str) -> str:
    title, foot = (escape(words.say(f"rating.page.{each}")) for each in ("title", "foot"))
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><main><h1>{title}</h1>{inner}"
        f"<footer>{foot}</footer></main></body></html>"
    )
