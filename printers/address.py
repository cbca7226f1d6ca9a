"""
Where a printer is: the URL of the settings, taken apart.

``serial:/dev/ttyUSB0?baud=19200&flow=rtscts&width=80``, ``tcp:HOST:PORT``, ``tcp://HOST:PORT``,
``file:PATH``, ``ipp://HOST:631/ipp/print?tray=2&paper=plain``, ``queue:NAME?tray=2``, ``qt:NAME``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import parse_qsl, quote, unquote

from counter_app.domain.device_url import parse_tcp
from counter_app.domain.errors import DeviceError

IPP_PORT, IPP_PATH = 631, "ipp/print"


@dataclass(frozen=True, slots=True)
class Address:
    """A printer URL: ``path`` is a device or file (serial, file) or the IPP resource."""

    kind: str
    host: str
    port: int
    path: str
    options: Mapping[str, str]

    def option(self, name: str, default: str, allowed: tuple[str, ...] = ()) -> str:
        """
        Return option ``name``, or ``default``.

        Raises:
            DeviceError: ``printer_option_wrong`` when it is not among ``allowed``

        """
        value = self.options.get(name, default)
        if allowed and value not in allowed:
            raise DeviceError("printer_option_wrong", option=name, value=value)
        return value


def parse_address(url: str, options: frozenset[str]) -> Address:
    """
    Take ``url`` apart; ``options`` are the names that may stand behind the question mark.

    Raises:
        DeviceError: ``device_url_bad``, ``printer_option_unknown``

    """
    kind, colon, rest = url.partition(":")
    head, _, query = rest.partition("?")
    if not colon or not kind or not head:
        raise DeviceError("device_url_bad", url=url)
    given = dict(parse_qsl(query, keep_blank_values=True))
    for name in given:
        if name not in options:
            raise DeviceError("printer_option_unknown", option=name)
    frozen = MappingProxyType(given)
    if kind == "tcp":
        place = parse_tcp(f"tcp:{head}")
        return Address(kind, place.host, place.port, "", frozen)
    if kind == "ipp":
        netloc, _, path = head.removeprefix("//").partition("/")
        has_port = netloc.rpartition(":")[2].isdigit()
        place = parse_tcp(f"tcp:{netloc}" if has_port else f"tcp:{netloc}:{IPP_PORT}")
        return Address(kind, place.host, place.port, f"/{path or IPP_PATH}", frozen)
    return Address(kind, "", 0, unquote(head), frozen)


def cups_queue(address: Address) -> Address:
    """Return where CUPS on this computer answers for the queue that ``address`` names."""
    path = f"/printers/{quote(address.path, safe='')}"
    return Address("ipp", "localhost", IPP_PORT, path, address.options)
