"""
The county's two keys, in files of its own (0600) beside the data, never in the database.

``windows.key`` is the root of the windows' keys (Ed25519): who holds its public half verifies codes
on paper without a line. ``papers.key`` with ``papers.crt`` signs the certificates' PDF (P-256, self-
signed, or what the office has given: P-256 or RSA of 2048 bits and more). Both are made at the first
``serve``. A backup of the database holds neither.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.x509.oid import NameOID
from fasteners import InterProcessLock  # type: ignore[import-untyped]

from counter_app.domain.errors import RuleError, StoreError

WINDOWS_KEY, PAPERS_KEY, PAPERS_CERTIFICATE = "windows.key", "papers.key", "papers.crt"
DEFAULT_NAME = "县级政务服务大厅"
LIFE_DAYS = 3_652
LEAST_RSA_BITS = 2_048
_PRIVATE = 0o600
_PEM = serialization.Encoding.PEM
_PKCS8 = serialization.PrivateFormat.PKCS8
_PLAIN = serialization.NoEncryption()
PapersKey = EllipticCurvePrivateKey | RSAPrivateKey


@dataclass(frozen=True, slots=True)
class PapersPair:
    """Private key (PKCS 8) and certificate, with the chain above it if there is one; PEM."""

    key: bytes
    certificate: bytes


@dataclass(frozen=True, slots=True)
class CountyKeys:
    """What the county signs with."""

    windows: Ed25519PrivateKey
    papers: PapersPair

    @property
    def public_key(self) -> bytes:
        """What verifies the windows' certificates: 32 raw bytes."""
        return self.windows.public_key().public_bytes_raw()

    def public_pem(self) -> bytes:
        """The same as a PEM file for verifiers."""
        public = self.windows.public_key()
        return public.public_bytes(_PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def open_keys(folder: Path, now: dt.datetime, name: str = DEFAULT_NAME) -> CountyKeys:
    """
    Return the keys in ``folder``; those that are missing are made, under the county's ``name``.

    Raises:
        StoreError: ``county_keys_folder``; RuleError ``key_file``, one is damaged

    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # of processes that start together one makes the keys, and all use those
        with InterProcessLock(folder / "keys.lock"):
            if not has_root(folder):
                _replace(folder / WINDOWS_KEY, _new_root())
            if not (folder / PAPERS_CERTIFICATE).exists():
                _put_pair(folder, _self_signed(name, now))
    except OSError as wrong:
        raise StoreError("county_keys_folder", detail=wrong.strerror or "") from wrong
    return read_keys(folder)


def has_root(folder: Path) -> bool:
    """Whether the root of the windows' keys lies in ``folder``."""
    return (folder / WINDOWS_KEY).exists()


def replace_root(folder: Path) -> None:
    """Make another root; every window then needs one hello. StoreError ``county_keys_folder``."""
    try:
        _replace(folder / WINDOWS_KEY, _new_root())
    except OSError as wrong:
        raise StoreError("county_keys_folder", detail=wrong.strerror or "") from wrong


def read_keys(folder: Path) -> CountyKeys:
    """Return the keys in ``folder``; StoreError ``county_keys_folder``, RuleError ``key_file``."""
    windows = _private(folder / WINDOWS_KEY)
    if not isinstance(windows, Ed25519PrivateKey):
        raise RuleError("key_file", file=WINDOWS_KEY)
    return CountyKeys(windows, read_pair(folder / PAPERS_KEY, folder / PAPERS_CERTIFICATE))


def read_pair(key_file: Path, certificate_file: Path) -> PapersPair:
    """
    Return a key and a certificate for PDF that fit each other.

    Raises:
        RuleError: ``key_file``, ``key_pair``
        StoreError: ``county_keys_folder``

    """
    key = _private(key_file)
    if not isinstance(key, PapersKey):
        raise RuleError("key_file", file=key_file.name)
    try:
        content = _read(certificate_file)
        first = x509.load_pem_x509_certificates(content)[0]
    except ValueError as wrong:
        raise RuleError("key_file", file=certificate_file.name) from wrong
    if first.public_key() != key.public_key() or not _is_strong(key):
        raise RuleError("key_pair", file=certificate_file.name)
    return PapersPair(key.private_bytes(_PEM, _PKCS8, _PLAIN), content)


def give_pair(folder: Path, pair: PapersPair) -> None:
    """Sign papers with this pair from the next start on; StoreError ``county_keys_folder``."""
    try:
        _put_pair(folder, pair)
    except OSError as wrong:
        raise StoreError("county_keys_folder", detail=wrong.strerror or "") from wrong


def _is_strong(key: PapersKey) -> bool:
    if isinstance(key, RSAPrivateKey):
        return key.key_size >= LEAST_RSA_BITS
    return isinstance(key.curve, SECP256R1)


def _private(file: Path) -> object:
    try:
        return serialization.load_pem_private_key(_read(file), None)
    except (ValueError, TypeError) as wrong:
        raise RuleError("key_file", file=file.name) from wrong


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as wrong:
        raise StoreError("county_keys_folder", detail=wrong.strerror or "") from wrong


def _new_root() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(_PEM, _PKCS8, _PLAIN)


def _self_signed(name: str, now: dt.datetime) -> PapersPair:
    key = generate_private_key(SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, name),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{name}电子证照签章"),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=LIFE_DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return PapersPair(key.private_bytes(_PEM, _PKCS8, _PLAIN), made.public_bytes(_PEM))


def _put_pair(folder: Path, pair: PapersPair) -> None:
    """The certificate last: while it is missing the pair is not there."""
    (folder / PAPERS_CERTIFICATE).unlink(missing_ok=True)
    _replace(folder / PAPERS_KEY, pair.key)
    _replace(folder / PAPERS_CERTIFICATE, pair.certificate)


def _replace(file: Path, content: bytes) -> None:
    beside = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    with os.fdopen(opened, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(file)
