"""Passwords and the device's key."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from counter_app.domain.errors import StoreError
from counter_app.security import Argon2Verifier, DeviceSigner
from tests.fakes.keystore import FakeKeyStore

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.mark.parametrize(
    ("password", "belongs"), [("扎西-2026", True), ("扎西-2027", False), ("", False)]
)
def test_a_password_belongs_to_its_verifier_only(password, belongs):
    assert Argon2Verifier().matches(CHEAP.hash("扎西-2026"), password) is belongs


@pytest.mark.parametrize("verifier", ["", "plain", "$2b$12$abc", "$argon2id$v=19$m=8$broken"])
def test_what_is_no_verifier_matches_nothing(verifier):
    assert Argon2Verifier().matches(verifier, "any") is False


def test_a_secret_made_here_is_slow_salted_and_its_own():
    verifier = Argon2Verifier()
    one, other = verifier.protect("270418"), verifier.protect("270418")
    assert one.startswith("$argon2id$")
    assert one != other
    assert "270418" not in one
    assert verifier.matches(one, "270418")
    assert not verifier.matches(one, "270419")


def test_a_signature_is_of_the_devices_key():
    keys = FakeKeyStore()
    signer = DeviceSigner(keys)
    public = signer.create()
    signature = signer.sign(b"message")
    assert (len(public), len(signature)) == (32, 64)
    Ed25519PublicKey.from_public_bytes(public).verify(signature, b"message")
    with pytest.raises(InvalidSignature):
        Ed25519PublicKey.from_public_bytes(public).verify(signature, b"other")
    assert public not in keys.secrets["device"]


def test_the_key_is_made_once_and_kept():
    keys = FakeKeyStore()
    public = DeviceSigner(keys).create()
    assert DeviceSigner(keys).create() == public == DeviceSigner(keys).public_key()


@pytest.mark.parametrize("secrets", [{}, {"device": b"short"}])
def test_before_enrolment_there_is_no_key(secrets):
    signer = DeviceSigner(FakeKeyStore(**secrets))
    for act in (signer.public_key, lambda: signer.sign(b"x")):
        with pytest.raises(StoreError, match="device_key_missing"):
            act()


def test_the_fake_signer_and_a_real_signature_have_the_same_form():
    signer = DeviceSigner(FakeKeyStore())
    signer.create()
    assert signer.sign(b"a") == signer.sign(b"a") != signer.sign(b"b")
