"""The host's lines themselves: what a break looks like, and a host that does not answer at all."""

from __future__ import annotations

import select
import socket

import pytest

from counter_app.domain.errors import DeviceError
from counter_app.readers.line import open_line
from counter_app.simulation.endpoint import listen


@pytest.fixture(params=["pty:", "tcp:127.0.0.1:0"], ids=["pty", "tcp"])
def ends(request):
    device = listen(request.param)
    host = open_line(device.url)
    device.take()
    yield device, host
    host.close()
    device.close()


def code_of(call, *args):
    with pytest.raises(DeviceError) as caught:
        call(*args)
    return caught.value.code


def write_until_it_fails(host):
    for _ in range(100):
        host.write(bytes(100))


def test_bytes_go_both_ways(ends):
    device, host = ends
    host.write(b"ping")
    assert device.take() == b"ping"
    device.write(b"pong")
    assert host.read(0.5) == b"pong"
    assert host.read(0.01) == b""


def test_a_flush_drops_what_has_come(ends):
    device, host = ends
    device.write(b"late")
    descriptor = host._port.fileno() if hasattr(host, "_port") else host._socket.fileno()
    assert select.select([descriptor], [], [], 5)[0]
    host.flush()
    assert host.read(0.01) == b""


@pytest.mark.parametrize("act", ["read", "write", "flush"])
def test_a_line_that_broke_says_gone(ends, act):
    device, host = ends
    device.drop()
    acts = {"read": (host.read, 0.5), "write": (write_until_it_fails, host), "flush": (host.flush,)}
    assert code_of(*acts[act]) == "reader_gone"


def test_a_rate_cannot_be_set_on_a_broken_serial_line():
    device = listen("pty:")
    host = open_line(device.url)
    assert host.rate == 115_200
    device.drop()
    assert code_of(host.set_rate, 9_600) == "reader_gone"
    host.close()
    device.close()


def test_a_connection_that_was_reset_says_gone():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        host = open_line(f"tcp:127.0.0.1:{listener.getsockname()[1]}")
        device, _ = listener.accept()
        host.write(b"unread")
        # Closing with unread bytes resets the connection.
        device.close()
        assert code_of(host.read, 0.5) == "reader_gone"
        host.close()


def test_a_host_that_never_answers_is_given_up():
    # A full backlog drops the third connection's packets, as a dead host does.
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        address = listener.getsockname()
        waiting = [socket.socket() for _ in range(3)]
        for each in waiting:
            each.setblocking(False)  # noqa: FBT003 (by position only)
            each.connect_ex(address)
        assert code_of(open_line, f"tcp:127.0.0.1:{address[1]}") == "reader_gone"
        for each in waiting:
            each.close()
