"""Whom the client speaks to: addresses, plain http, proxies, certificates."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from counter_app.county_client import HttpCounty
from counter_app.domain.errors import CountyError
from tests.fakes.county_answers import DEVICE, GREETING, HELLO, fails, ok, talk
from tests.fakes.raw_server import RawServer


@pytest.mark.parametrize(
    "server", ["", "county", "ftp://127.0.0.1", "http://", "http://[::1", "https://a:b", "http:/x"]
)
def test_an_address_that_is_none(county, server):
    county.aim(server, DEVICE)
    with pytest.raises(CountyError, match="county_address"):
        county.hello(HELLO)


@pytest.mark.parametrize("host", ["192.0.2.1", "county.example", "[2001:db8::1]"])
def test_plain_http_leaves_this_pc_for_nobody(county, host):
    county.aim(f"http://{host}", DEVICE)
    with pytest.raises(CountyError, match="county_insecure"):
        county.hello(HELLO)


def test_plain_http_within_this_pc_has_a_name_too(county):
    with RawServer(ok(GREETING)) as server:
        county.aim(server.url.replace("127.0.0.1", "localhost"), DEVICE)
        assert county.hello(HELLO) == GREETING


def test_proxies_of_the_environment_are_not_used(county, monkeypatch):
    with RawServer(ok(GREETING)) as proxy, RawServer(ok(GREETING)) as server:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        assert talk(county, server) == GREETING
        assert proxy.came == []


@pytest.fixture
def authority(tmp_path):
    """Return the PEM path of a self-signed certificate for 127.0.0.1 and a server's context."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "county")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2000, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2100, 1, 1, tzinfo=UTC))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, secret = tmp_path / "county.pem", tmp_path / "county.key"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, secret)
    return pem, context


def test_a_certificate_of_an_unknown_authority_is_not_believed(county, authority):
    _, context = authority
    met = fails(county, ok(GREETING), tls=context)
    assert (met.code, met.reachable) == ("county_tls", False)


def test_a_certificate_of_the_countys_own_authority_is(clock, signer, authority):
    pem, context = authority
    county = HttpCounty(signer, clock, ca_file=pem)
    with RawServer(ok(GREETING), tls=context) as server:
        assert talk(county, server) == GREETING
    county.close()


def test_a_certificate_for_another_name_is_not_believed(clock, signer, authority):
    pem, context = authority
    county = HttpCounty(signer, clock, ca_file=pem)
    with RawServer(ok(GREETING), tls=context) as server:
        county.aim(server.url.replace("127.0.0.1", "localhost"), DEVICE)
        with pytest.raises(CountyError, match="county_tls"):
            county.hello(HELLO)
    county.close()
