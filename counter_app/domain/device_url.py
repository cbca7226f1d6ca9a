"""
Addresses of devices as the settings write them (architecture.md section 4).

``serial:/dev/ttyUSB0?baud=115200``, ``serial:COM3``, ``tcp:HOST:PORT`` or ``tcp://HOST:PORT``.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from counter_app.domain.errors import DeviceError


@dataclass(frozen=True, slots=True)
class SerialPlace:
    """A serial port: its path or name, and the rate in baud if the address states one."""

    path: str
    baud: int | None = None


@dataclass(frozen=True, slots=True)
class TcpPlace:
    """A host and its port (0 to 65535; 0 only where something listens)."""

    host: str
    port: int


def parse_serial(url: str) -> SerialPlace:
    """Read ``serial:PATH[?baud=RATE]``; DeviceError ``device_url_bad`` for anything else."""
    scheme, _, rest = url.partition(":")
    path, _, query = rest.partition("?")
    options = dict(parse_qsl(query, keep_blank_values=True))
    baud = options.pop("baud", None)
    if scheme != "serial" or not path or options or (baud is not None and not baud.isdecimal()):
        raise DeviceError("device_url_bad", url=url)
    return SerialPlace(path, int(baud) if baud else None)


def parse_tcp(url: str) -> TcpPlace:
    """Read ``tcp:HOST:PORT`` or ``tcp://HOST:PORT``; DeviceError ``device_url_bad`` otherwise."""
    scheme, _, rest = url.partition(":")
    try:
        parts = urlsplit(f"tcp://{rest.removeprefix('//')}")
        host, port = parts.hostname, parts.port
    except ValueError:
        raise DeviceError("device_url_bad", url=url) from None
    if scheme != "tcp" or not host or port is None or parts.path or parts.query:
        raise DeviceError("device_url_bad", url=url)
    return TcpPlace(host, port)
