"""
What an HTTP answer means: the county's message, its refusal, or somebody else's words.

A captive portal, a gateway and a faulty server all answer something; only JSON of the shape that
was agreed is the county's.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

import zstandard

from counter_app.domain.codec import ShapeError, from_plain
from counter_app.domain.errors import CountyError

T = TypeVar("T")

MOST_BYTES = 64 * 1024 * 1024
MOST_DIGITS = 9
REFUSALS = frozenset(
    {"gap", "fork", "epoch", "gen", "reset", "hold"}
    | {"signature", "clock", "device", "replay", "code", "blanks_none"}
)
"""Values of ``error`` that are codes of their own, as ``county_<error>``."""
BY_STATUS = {
    401: "county_unsigned",
    403: "county_denied",
    404: "county_not_found",
    405: "county_not_found",
    408: "county_busy",
    413: "county_too_large",
    429: "county_busy",
    502: "county_gateway",
    503: "county_busy",
    504: "county_gateway",
    511: "county_portal",
}
ELSEWHERE = frozenset({"county_gateway", "county_portal"})


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole HTTP answer; header names are lower-case, the body is as it was sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def read_answer(answer: Answer, cls: type[T]) -> T:
    """
    Return the message of class ``cls`` that ``answer`` holds.

    Raises:
        CountyError: it holds none, or a refusal

    """
    if answer.status != 200:  # noqa: PLR2004  OK
        raise _refusal(answer)
    content = _content(answer)
    data = _json(content)
    if data is None:
        raise _no_county(answer, content)
    try:
        return from_plain(cls, data)
    except ShapeError as wrong:
        raise CountyError("county_malformed") from wrong


def told_time_s(answer: Answer) -> int | None:
    """Return the time in seconds that the county tells, by its message or its Date header."""
    data = _json(_content(answer))
    if data is None:
        return None
    told = data.get("server_time")
    return told // 1000 if isinstance(told, int) else _date_s(answer.headers.get("date", ""))


def _content(answer: Answer) -> bytes:
    """Return the body without its coding; empty when it cannot be decoded or is far too long."""
    coding = answer.headers.get("content-encoding", "identity")
    if coding == "identity":
        return answer.body
    if coding != "zstd":
        return b""
    try:
        with zstandard.ZstdDecompressor().stream_reader(io.BytesIO(answer.body)) as reader:
            content: bytes = reader.read(MOST_BYTES + 1)
    except zstandard.ZstdError:
        return b""
    return content if len(content) <= MOST_BYTES else b""


def _json(content: bytes) -> dict[str, Any] | None:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _refusal(answer: Answer) -> CountyError:
    content = _content(answer)
    data = _json(content)
    status = answer.status
    error = data.get("error") if data is not None else None
    if data is not None and isinstance(error, str) and error in REFUSALS:
        return _told(answer, error, data)
    if 300 <= status < 400:  # noqa: PLR2004  redirections
        return CountyError("county_redirect", reachable=False)
    if data is None and status < 500 and _is_html(answer, content):  # noqa: PLR2004
        return CountyError("county_portal", reachable=False)
    code = BY_STATUS.get(status) or ("county_failed" if status >= 500 else "county_rejected")  # noqa: PLR2004
    wait_s = _retry_after_s(answer, data or {})
    return CountyError(code, retry_after_s=wait_s, reachable=code not in ELSEWHERE, status=status)


def _told(answer: Answer, error: str, data: Mapping[str, Any]) -> CountyError:
    """Return a refusal in the county's own words; only short words and numbers are kept."""
    kept = {
        name: data[name]
        for name in ("seq_high", "seq", "reset")
        if isinstance(data.get(name), int) or data.get(name) in ("epoch", "floor", "scope")
    }
    wait_s = _retry_after_s(answer, data)
    return CountyError(f"county_{error}", retry_after_s=wait_s, **kept)


def _no_county(answer: Answer, content: bytes) -> CountyError:
    code = "county_portal" if _is_html(answer, content) else "county_malformed"
    return CountyError(code, reachable=False)


def _is_html(answer: Answer, content: bytes) -> bool:
    named = "html" in answer.headers.get("content-type", "")
    return named or content.lstrip()[:1] == b"<"


def _retry_after_s(answer: Answer, data: Mapping[str, Any]) -> float | None:
    """Return the wait asked for: the header's seconds or date (RFC 9110 10.2.3), else the body's."""
    header = answer.headers.get("retry-after", "")
    if header.isascii() and header.isdigit() and len(header) < MOST_DIGITS:
        return float(header)
    until_s, now_s = _date_s(header), _date_s(answer.headers.get("date", ""))
    if until_s is not None and now_s is not None:
        return float(max(0, until_s - now_s))
    told = data.get("retry_after_s")
    if not isinstance(told, int | float) or not 0 < told < 10**MOST_DIGITS:
        return None
    return float(told)


def _date_s(header: str) -> int | None:
    try:
        return int(parsedate_to_datetime(header).timestamp())
    except (ValueError, TypeError, OverflowError):
        return None
