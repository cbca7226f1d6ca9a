"""Addresses of devices."""

from __future__ import annotations

import pytest

from counter_app.domain.device_url import SerialPlace, TcpPlace, parse_serial, parse_tcp
from counter_app.domain.errors import DeviceError


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("serial:/dev/ttyUSB0?baud=115200", SerialPlace("/dev/ttyUSB0", 115_200)),
        ("serial:/dev/ttyUSB0", SerialPlace("/dev/ttyUSB0")),
        ("serial:COM3", SerialPlace("COM3")),
    ],
)
def test_serial(url, place):
    assert parse_serial(url) == place


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("tcp:10.0.0.5:9100", TcpPlace("10.0.0.5", 9100)),
        ("tcp://reader.hall:4001", TcpPlace("reader.hall", 4001)),
        ("tcp:[::1]:0", TcpPlace("::1", 0)),
    ],
)
def test_tcp(url, place):
    assert parse_tcp(url) == place


@pytest.mark.parametrize(
    ("parse", "url"),
    [
        (parse_serial, "serial:"),
        (parse_serial, "usb:1"),
        (parse_serial, "serial:COM3?baud=fast"),
        (parse_serial, "serial:COM3?speed=9600"),
        (parse_tcp, "tcp:host"),
        (parse_tcp, "tcp::99"),
        (parse_tcp, "udp:host:1"),
        (parse_tcp, "tcp:host:99999"),
        (parse_tcp, "tcp:host:1/path"),
        (parse_tcp, "tcp:host:port"),
    ],
)
def test_anything_else_is_refused(parse, url):
    with pytest.raises(DeviceError) as caught:
        parse(url)
    assert caught.value.code == "device_url_bad"
