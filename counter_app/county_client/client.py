"""
Speaks to the county over HTTP/1.1 (design/sync.md 1.10 and 3.2); lanes may use it side by side.

Each request is signed by the device key (RFC 9421); a push is compressed (zstd). TLS certificates
are verified, redirects are not followed, proxies of the environment are not used. Whatever goes
wrong becomes a CountyError with a code of its own.
"""

from __future__ import annotations

import ipaddress
import secrets
import ssl
from collections.abc import Mapping, Sequence
from pathlib import Path
from socket import gaierror
from threading import Lock
from typing import TypeVar
from urllib.parse import quote, urlencode, urlsplit

import httpx2
import zstandard

import counter_app
from counter_app.county_client.answers import MOST_BYTES, Answer, read_answer, told_time_s
from counter_app.county_client.figures import FiguresLine
from counter_app.county_client.hall import HallLine
from counter_app.county_client.ratings import RatingLine
from counter_app.county_client.reports import ReportsLine
from counter_app.domain.blank import BlankLease
from counter_app.domain.codec import to_bytes
from counter_app.domain.errors import CountyError
from counter_app.domain.ports import Clock, Signer
from counter_app.domain.signature import (
    SignatureParams,
    content_digest,
    signature_base,
    signed_headers,
)
from counter_app.domain.wire import (
    EnrolAnswer,
    EnrolRequest,
    Hello,
    HelloAnswer,
    LeaseRequest,
    PullAnswer,
    PushAnswer,
    PushHead,
    PushLine,
)

T = TypeVar("T")

API = "/sync/v1"
JSON = {"Content-Type": "application/json"}
COMPRESSED_LINES = {"Content-Type": "application/x-ndjson", "Content-Encoding": "zstd"}


class HttpCounty(HallLine, FiguresLine, ReportsLine, RatingLine):
    """
    The ``County`` port over a network.

    Args:
        signer: the device's key
        clock: for ``created`` and for the time limit of a whole answer
        ca_file: PEM of the authority that signs the county's certificate, beside none of the
            system's; without it the system's authorities hold
        timeout_s: the longest silence, and the longest time for a whole answer
        connect_s: the longest time to open a connection

    """

    def __init__(
        self,
        signer: Signer,
        clock: Clock,
        *,
        ca_file: Path | None = None,
        timeout_s: float = 10.0,
        connect_s: float = 5.0,
    ) -> None:
        self._signer = signer
        self._clock = clock
        self._ca_file = ca_file
        self._timeout_s = timeout_s
        self._connect_s = connect_s
        self._server = ""
        self._device = ""
        self._ahead_s = 0
        self._client: httpx2.Client | None = None
        self._opening = Lock()

    def aim(self, server: str, device: str = "") -> None:
        """Speak to the county at this URL from now on, as this device once it is enrolled."""
        self._server = server.rstrip("/")
        self._device = device

    def close(self) -> None:
        """Close connections that are kept alive."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Become a window by a one-time code; not signed, since the county has no key yet."""
        return read_answer(self._send("POST", f"{API}/enrol", to_bytes(request), JSON), EnrolAnswer)

    def hello(self, message: Hello) -> HelloAnswer:
        """Open a turn."""
        return read_answer(self._ask("POST", f"{API}/hello", to_bytes(message), JSON), HelloAnswer)

    def push(self, head: PushHead, lines: Sequence[PushLine]) -> PushAnswer:
        """Send operations; a 409 or 503 is a CountyError whose code is ``county_<error>``."""
        text = b"\n".join(to_bytes(each) for each in (head, *lines)) + b"\n"
        body = zstandard.ZstdCompressor().compress(text)
        return read_answer(self._ask("POST", f"{API}/push", body, COMPRESSED_LINES), PushAnswer)

    def lease(self, wanted: LeaseRequest) -> BlankLease:
        """Ask for a range of blanks; CountyError ``county_blanks_none`` when there is none."""
        return read_answer(self._ask("POST", f"{API}/lease", to_bytes(wanted), JSON), BlankLease)

    def pull(self, scope: str, cursor: str, *, wait_s: float, limit: int) -> PullAnswer:
        """Read the feed after ``cursor``; the county may take ``wait_s`` to have news."""
        named = {"scope": scope, "cursor": cursor, "wait": f"{wait_s:g}", "limit": str(limit)}
        path = f"{API}/pull?{urlencode(named, quote_via=quote)}"
        return read_answer(self._ask("GET", path, b"", {}, wait_s), PullAnswer)

    def _ask(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str], wait_s: float = 0.0
    ) -> Answer:
        """Send a signed request; once more by the county's own clock when it refuses ours."""
        answer = self._send(method, path, body, headers, wait_s)
        told_s = told_time_s(answer) if answer.status == httpx2.codes.UNAUTHORIZED else None
        if told_s is None:
            return answer
        self._ahead_s = told_s - self._clock.read().wall_ms // 1000
        return self._send(method, path, body, headers, wait_s)

    def _send(
        self,
        method: str,
        path: str,
        body: bytes,
        headers: Mapping[str, str],
        wait_s: float = 0.0,
    ) -> Answer:
        url = _checked(self._server) + path
        limit_s = self._timeout_s + wait_s
        timeout = httpx2.Timeout(
            limit_s,
            connect=min(self._connect_s, limit_s),
            write=self._timeout_s,
            pool=self._connect_s,
        )
        try:
            request = self._opened().build_request(
                method, url, content=body, headers=dict(headers), timeout=timeout
            )
            if self._device:
                request.headers.update(self._signed(request, body))
            return self._heard(request, limit_s)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise _unheard(error) from error

    def _opened(self) -> httpx2.Client:
        with self._opening:
            if self._client is None:
                self._client = httpx2.Client(
                    verify=ssl.create_default_context(cafile=self._ca_file),
                    trust_env=False,
                    follow_redirects=False,
                    headers={
                        "User-Agent": f"counter_app/{counter_app.__version__}",
                        "Accept": "application/json",
                        "Accept-Encoding": "zstd",
                    },
                )
            return self._client

    def _signed(self, request: httpx2.Request, body: bytes) -> dict[str, str]:
        created = self._clock.read().wall_ms // 1000 + self._ahead_s
        params = SignatureParams(created, secrets.token_urlsafe(16), self._device)
        digest = content_digest(body)
        path, _, query = request.url.raw_path.decode("ascii").partition("?")
        base = signature_base(request.method, path, query, digest, params)
        return signed_headers(params, digest, self._signer.sign(base))

    def _heard(self, request: httpx2.Request, limit_s: float) -> Answer:
        """Read a whole answer within the time and size that a county needs."""
        latest_ms = self._clock.read().mono_ms + round(limit_s * 1000)
        response = self._opened().send(request, stream=True)
        try:
            body = bytearray()
            for part in response.iter_raw():
                body += part
                if len(body) > MOST_BYTES:
                    raise CountyError("county_malformed")
                if self._clock.read().mono_ms > latest_ms:
                    raise CountyError("county_timeout", reachable=False)
        finally:
            response.close()
        return Answer(response.status_code, dict(response.headers), bytes(body))


def _checked(server: str) -> str:
    """
    Return ``server`` when it may be spoken to: HTTPS, or plain HTTP on this very PC.

    Raises:
        CountyError: ``county_address`` or ``county_insecure``

    """
    try:
        parts = urlsplit(server)
        host = parts.hostname or ""
    except ValueError as wrong:
        raise CountyError("county_address", reachable=False) from wrong
    if parts.scheme not in ("http", "https") or not host:
        raise CountyError("county_address", reachable=False)
    if parts.scheme == "http" and not _is_loopback(host):
        raise CountyError("county_insecure", reachable=False)
    return server


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _unheard(error: httpx2.HTTPError | httpx2.InvalidURL) -> CountyError:
    """Return the CountyError of a request to which no whole answer came."""
    causes = _causes(error)
    if any(isinstance(each, ssl.SSLError) for each in causes):
        code = "county_tls"
    elif any(isinstance(each, gaierror) for each in causes):
        code = "county_dns"
    elif isinstance(error, httpx2.TimeoutException):
        code = "county_timeout"
    elif isinstance(error, httpx2.ConnectError):
        code = "county_unreachable"
    elif isinstance(error, httpx2.TransportError):
        code = "county_cut"
    else:
        code = "county_address"
    return CountyError(code, reachable=False)


def _causes(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in found:
        found.append(at)
        at = at.__cause__ or at.__context__
    return found
