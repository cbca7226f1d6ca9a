"""The failing line itself: each fault does what it says to a real request."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2
import pytest

from tests.fakes.fault_proxy import Fault, FaultProxy

RESET = (httpx2.ReadError, httpx2.RemoteProtocolError)


class Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.bodies.append(body)
        answer = b"%d:" % len(self.server.bodies) + body
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


@pytest.fixture
def county():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    server.bodies = []
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def line(county):
    with FaultProxy(f"http://127.0.0.1:{county.server_port}", delay_s=0.05) as proxy:
        yield proxy


def post(line: FaultProxy) -> httpx2.Response:
    return httpx2.post(f"{line.url}/x?y=1", content=b"hello", timeout=0.8)


def test_a_sound_line_carries_everything(line, county):
    assert post(line).text == "1:hello"
    line.plan(Fault.DELAY)
    assert post(line).text == "2:hello"
    assert [(each.path, each.statuses) for each in line.seen] == [("/x?y=1", (200,))] * 2


@pytest.mark.parametrize(
    ("fault", "arrived"),
    [(Fault.CUT, 0), (Fault.DROP_ANSWER, 1), (Fault.CUT_ANSWER, 1)],
)
def test_a_cut_line(line, county, fault, arrived):
    line.plan(fault)
    with pytest.raises(RESET):
        post(line)
    assert len(county.bodies) == arrived
    assert post(line).text == f"{arrived + 1}:hello"


def test_half_a_request_is_half_a_request(line, county):
    line.plan(Fault.CUT_REQUEST)
    with pytest.raises(RESET):
        post(line)
    assert post(line).status_code == 200
    assert b"hello" in county.bodies


def test_a_request_twice(line, county):
    line.plan(Fault.REPLAY, Fault.REPLAY_FIRST)
    assert post(line).text == "2:hello"
    assert post(line).text == "3:hello"
    assert len(county.bodies) == 4


def test_other_peoples_answers(line, county):
    line.plan(Fault.ERROR_500, Fault.HTML)
    assert post(line).status_code == 500
    assert "text/html" in post(line).headers["Content-Type"]
    assert county.bodies == []


def test_a_black_hole_answers_nothing(line, county):
    line.standing = Fault.BLACK_HOLE
    with pytest.raises(httpx2.ReadTimeout):
        post(line)
    line.mend()
    assert post(line).text == "1:hello"


def test_a_county_that_is_gone_cuts_the_line(line):
    line.upstream = "http://127.0.0.1:9"
    with pytest.raises(RESET):
        post(line)
