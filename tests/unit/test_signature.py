from __future__ import annotations

import base64

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from counter_app.domain.signature import (
    SignatureParams,
    content_digest,
    read_params,
    read_signature,
    signature_base,
    signed_headers,
)

PARAMS = SignatureParams(1_794_794_400, "Zm9vYmFyYmF6cXV4MDE", "d-1")
CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"
INPUT = (
    'sig1=("@method" "@path" "@query" "content-digest");created=1794794400'
    ';nonce="Zm9vYmFyYmF6cXV4MDE";keyid="d-1";alg="ed25519"'
)


def test_the_digest_of_the_standard():
    # RFC 9530 appendix D
    assert content_digest(b'{"hello": "world"}\n') == (
        "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"
    )
    assert content_digest(b"") == "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"


def test_the_base_is_the_lines_of_the_standard():
    base = signature_base("post", "/sync/v1/push", "", "sha-256=:AA==:", PARAMS)
    assert base.decode() == (
        '"@method": POST\n'
        '"@path": /sync/v1/push\n'
        '"@query": ?\n'
        '"content-digest": sha-256=:AA==:\n'
        f'"@signature-params": {INPUT.removeprefix("sig1=")}'
    )


@pytest.mark.parametrize(
    "other",
    [
        ("GET", "/p", "q=1", "d", PARAMS),
        ("POST", "/q", "q=1", "d", PARAMS),
        ("POST", "/p", "q=2", "d", PARAMS),
        ("POST", "/p", "q=1", "e", PARAMS),
        ("POST", "/p", "q=1", "d", SignatureParams(PARAMS.created + 1, PARAMS.nonce, "d-1")),
        ("POST", "/p", "q=1", "d", SignatureParams(PARAMS.created, PARAMS.nonce + "x", "d-1")),
        ("POST", "/p", "q=1", "d", SignatureParams(PARAMS.created, PARAMS.nonce, "d-2")),
    ],
)
def test_whatever_is_signed_is_in_the_base(other):
    assert signature_base(*other) != signature_base("POST", "/p", "q=1", "d", PARAMS)


def test_a_signed_request_has_three_headers():
    assert signed_headers(PARAMS, "sha-256=:AA==:", b"\x00\xff") == {
        "Content-Digest": "sha-256=:AA==:",
        "Signature-Input": INPUT,
        "Signature": "sig1=:AP8=:",
    }


@given(
    st.integers(0, 999_999_999_999),
    st.text(CHARACTERS, min_size=16, max_size=64),
    st.text(CHARACTERS, min_size=1, max_size=64),
    st.binary(min_size=64, max_size=64),
)
def test_what_one_end_writes_the_other_reads(created, nonce, keyid, signature):
    params = SignatureParams(created, nonce, keyid)
    headers = signed_headers(params, content_digest(b""), signature)
    assert read_params(headers["Signature-Input"]) == params
    assert read_signature(headers["Signature"]) == signature


@pytest.mark.parametrize(
    "header",
    [
        "",
        INPUT.removeprefix("sig1="),
        INPUT.replace("sig1", "sig2"),
        "sig1=" + INPUT,
        INPUT + ";tag=x",
        INPUT + "\n",
        INPUT.replace('"@query" ', ""),
        INPUT.replace("ed25519", "rsa-pss-sha512"),
        INPUT.replace("created=1794794400", "created=-1"),
        INPUT.replace("created=1794794400", "created=1794794400000"),
        INPUT.replace("created=1794794400", "created=01794794400"),
        INPUT.replace("created=1794794400", "created=١٧٩٤٧٩٤٤٠٠"),
        INPUT.replace("Zm9vYmFyYmF6cXV4MDE", "short"),
        INPUT.replace("Zm9vYmFyYmF6cXV4MDE", "n" * 65),
        INPUT.replace("Zm9vYmFyYmF6cXV4MDE", "n" * 15 + "é"),
        INPUT.replace("d-1", ""),
        INPUT.replace("d-1", 'd"'),
    ],
)
def test_an_input_that_is_not_exactly_ours_is_not_read(header):
    assert read_params(header) is None


@given(st.from_regex(r'\Asig1=.*created=0?[0-9٠]{1,3};nonce="[\w-]{16,20}".*\Z'))
@example(INPUT)
def test_whatever_is_read_would_be_written_the_same(header):
    # else the base that is verified would not be the one that was signed
    params = read_params(header)
    assert params is None or "sig1=" + params.text() == header


@pytest.mark.parametrize(
    "header",
    [
        "",
        "AP8=",
        ":AP8=:",
        "sig1=AP8=",
        "sig1=::",
        "sig1=:AP8:",
        "sig1=:A=P8:",
        "sig1=:AP8=AP8=:",
        "sig1=:é:",
    ],
)
def test_a_signature_that_is_not_exactly_ours_is_not_read(header):
    assert read_signature(header) is None


@given(st.binary(min_size=1))
def test_a_signature_is_read_from_its_base64(signature):
    assert read_signature(f"sig1=:{base64.b64encode(signature).decode()}:") == signature
