"""`python -m county_server` for real: start, stop, kill, commands beside it, the line that fails."""

from __future__ import annotations

import datetime as dt
import http.client
import ipaddress
import json
import os
import shutil
import signal
import socket
import ssl
import time
from urllib.parse import urlencode, urlsplit

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from counter_app.domain.codec import from_plain
from counter_app.domain.wire import EnrolAnswer
from tests.fakes.county_process import (
    CountyProcess,
    json_lines,
    new_folder,
    postgres_pids,
    run_command,
)
from tests.fakes.county_window import WireWindow
from tests.fakes.fault_proxy import Fault, FaultProxy
from tests.fakes.proof import long_proof, longer

API = "/sync/v1"


@pytest.fixture(scope="module")
def data():
    """One data folder for all: each test leaves no process, and its window is its own."""
    folder = new_folder()
    yield folder
    assert postgres_pids(folder) == []
    shutil.rmtree(folder)


class Caller:
    """A window over real HTTP."""

    def __init__(self, url: str):
        self.url = url
        self.window = WireWindow()

    def enrol(self, code: str) -> None:
        body = self.window.enrol_request(code)
        answer = httpx2.post(f"{self.url}{API}/enrol", content=body)
        self.window.enrolled(from_plain(EnrolAnswer, answer.json()))

    def push(self, *ops) -> httpx2.Response:
        target = f"{API}/push"
        body = self.window.push_body(self.window.push(*ops))
        headers = self.window.headers("POST", target, body, now_ms=time.time_ns() // 1_000_000)
        return httpx2.post(f"{self.url}{target}", content=body, headers=headers, timeout=30)

    def signed_pull(self, **query) -> tuple[str, dict[str, str]]:
        scope = f"hall:{self.window.info.hall}"
        target = f"{API}/pull?{urlencode({'scope': scope, 'cursor': ''} | query)}"
        return target, self.window.headers("GET", target, now_ms=time.time_ns() // 1_000_000)

    def pull(self, **query) -> httpx2.Response:
        target, headers = self.signed_pull(**query)
        return httpx2.get(f"{self.url}{target}", headers=headers, timeout=60)


def enrolled(url: str, data, window: str) -> Caller:
    options = ("--hall", "h-1", "--window", window, "--kind", "nd", "--data", data)
    (given,) = json_lines(run_command("enrol-window", *options))
    assert given["server"] == url
    caller = Caller(url)
    caller.enrol(given["code"])
    return caller


def test_sigterm_ends_long_polls_and_the_database_within_five_seconds(data):
    with CountyProcess("--data", data) as county:
        url = county.ready()
        caller = enrolled(url, data, "w-stop")
        target, headers = caller.signed_pull(cursor=caller.pull().json()["cursor"], wait=25)
        waiting = http.client.HTTPConnection(urlsplit(url).netloc)
        waiting.request("GET", target, headers=headers)
        # Requests are begun in the order of their bytes: after this one the long poll is in.
        assert caller.pull(limit=1).status_code == 200
        begun = time.monotonic()
        status = county.stop()
        took_s = time.monotonic() - begun
        answer = waiting.getresponse()
        assert (answer.status, json.loads(answer.read())["rows"]) == (200, [])
        waiting.close()
    assert status == 0
    assert took_s < 5
    assert json.loads(county.lines[0]) == {"listening": url}
    assert len(county.lines) == 1
    assert postgres_pids(data) == []


def test_what_was_acknowledged_survives_a_kill_and_the_orphan_is_taken_over(data):
    with CountyProcess("--data", data) as county:
        caller = enrolled(county.ready(), data, "w-kill")
        caller.window.record(caller.window.accept("c-kill"))
        assert caller.push().json()["acked"] == 1
        county.kill()
    assert postgres_pids(data)
    with CountyProcess("--data", data) as county:
        caller.url = county.ready()
        assert caller.push().json()["results"][0]["s"] == "duplicate"
        (case,) = [
            line
            for line in json_lines(run_command("cases", "--data", data))
            if line["window"] == "w-kill"
        ]
    assert case["state"] == "S20"
    assert case["accepted_at"].endswith("+08:00")
    assert case["applicant_masked"] == "扎*"
    assert set(case) == {
        "case_no",
        "item",
        "window",
        "accepted_at",
        "state",
        "applicant_masked",
    }


@long_proof
def test_the_database_killed_under_the_server_loses_nothing_acknowledged(data):
    with CountyProcess("--data", data) as county:
        caller = enrolled(county.ready(), data, "w-pg")
        caller.window.record(caller.window.accept())
        assert caller.push().json()["acked"] == 1
        (main,) = _main_pids(data)
        os.kill(main, signal.SIGKILL)
        caller.window.record(caller.window.accept())
        assert caller.push().status_code == 503
        county.stop()
    with CountyProcess("--data", data) as county:
        caller.url = county.ready()
        answer = caller.push().json()
    assert [each["s"] for each in answer["results"]] == ["duplicate", "applied"]


def _main_pids(data) -> list[int]:
    return [int((data / "pg" / "postmaster.pid").read_text().splitlines()[0])]


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Fault.CUT_ANSWER, "duplicate"),
        *longer(
            (Fault.DROP_ANSWER, "duplicate"),
            (Fault.CUT, "applied"),
            (Fault.CUT_REQUEST, "applied"),
        ),
    ],
)
def test_a_push_over_a_failing_line_is_stored_once(data, fault, outcome):
    with CountyProcess("--data", data) as county:
        caller = enrolled(county.ready(), data, f"w-{fault.value}")
        with FaultProxy(caller.url) as line:
            caller.url = line.url
            caller.window.record(caller.window.accept())
            line.plan(fault)
            with pytest.raises(httpx2.TransportError):
                caller.push()
            assert caller.push().json()["results"][0]["s"] == outcome
            line.plan(Fault.REPLAY, Fault.REPLAY_FIRST, Fault.HTML, Fault.ERROR_500)
            assert caller.push().json()["results"][0]["s"] == "duplicate"
            caller.window.record(caller.window.accept())
            assert caller.push().json()["results"][1]["s"] == "applied"
            assert "html" in caller.push().text
            assert caller.push().status_code == 500
        cases = json_lines(run_command("cases", "--data", data))
    assert sum(case["window"] == f"w-{fault.value}" for case in cases) == 2


def test_a_command_starts_and_stops_the_database_alone_but_not_beside_a_server(data):
    run_command("cases", "--data", data)
    assert postgres_pids(data) == []
    with CountyProcess("--data", data) as county:
        county.ready()
        run_command("cases", "--data", data)
        assert postgres_pids(data)
        assert httpx2.get(f"{json.loads(county.lines[0])['listening']}/").status_code == 404


def test_a_port_that_is_taken_is_a_sentence(data):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with CountyProcess("--data", data, port=port) as county:
            out, err = county.process.communicate()
    assert (county.process.returncode, out) == (1, "")
    assert str(port) in err
    assert "Traceback" not in err
    assert postgres_pids(data) == []


@long_proof
def test_plain_http_is_for_loopback_only(data):
    refused = run_command("serve", "--data", data, "--host", "0.0.0.0", check=False)  # noqa: S104
    assert refused.returncode == 1
    assert "--tls-cert" in refused.stderr
    halved = run_command("serve", "--data", data, "--tls-cert", "x", check=False)
    assert (halved.returncode, "--tls-key" in halved.stderr) == (1, True)


@long_proof
def test_https_with_a_certificate_of_its_own(data, tmp_path):
    cert, key = _certificate(tmp_path)
    options = ("--host", "0.0.0.0", "--tls-cert", cert, "--tls-key", key)  # noqa: S104
    with CountyProcess("--data", data, more=options) as county:
        url = county.ready()
        assert url.startswith("https://0.0.0.0:")
        trusted = ssl.create_default_context(cafile=str(cert))
        local = url.replace("0.0.0.0", "127.0.0.1")  # noqa: S104
        with httpx2.Client(verify=trusted) as client:
            assert client.get(local).status_code == 404
    broken = run_command(
        "serve", "--data", data, "--port", "0", "--tls-cert", key, "--tls-key", cert, check=False
    )
    assert broken.returncode == 1
    assert "Traceback" not in broken.stderr


def _certificate(folder):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "county")])
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    local = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + dt.timedelta(days=20 * 365))
        .add_extension(x509.SubjectAlternativeName([local]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert_file, key_file = folder / "cert.pem", folder / "key.pem"
    cert_file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return cert_file, key_file
