"""
``verify``: what the code on a certificate certifies, or why not, with the county's public key alone.

``--county-key`` is the PEM that ``county_server keys export`` writes, ``--revoked`` the list that
``keys revoked`` writes. No window, no line and no store is needed.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import zxingcpp
from PIL import Image, UnidentifiedImageError

from counter_app.commands.output import complain, error_body, say, say_json
from counter_app.documents.certificate_renderer import CertificateTypes
from counter_app.domain.certificate_code import CertificateCode, SignedCode, check_code
from counter_app.domain.errors import CounterError, RuleError, StoreError
from counter_app.domain.ports_signing import ED25519
from counter_app.domain.revocation import is_revoked, read_list
from counter_app.signatures import read_public_key, scheme_of
from counter_app.words import Words


def run(options: argparse.Namespace, words: Words) -> int:
    """Verify one code; 0 when it holds, 1 and why when it does not."""
    try:
        signed = _verified(options)
    except CounterError as refused:
        if not options.json:
            complain(words, refused)
            return 1
        say_json({"ok": False, "error": error_body(words, refused)})
        return 1
    told = _told(signed)
    if options.json:
        say_json({"ok": True, **told})
    else:
        for key, value in told.items():
            say(f"{words.say(f'verify.field.{key}')}：{value or words.say('verify.no_end')}")
    return 0


def _verified(options: argparse.Namespace) -> SignedCode:
    key = read_public_key(_read(options.county_key), options.county_key.name)
    text = options.text if options.image is None else _text_in(options.image)
    signed = check_code(text, key, scheme_of)
    if options.revoked is not None:
        listed = _read(options.revoked)
        devices = read_list(listed, key, scheme_of(ED25519), options.revoked.name)
        if is_revoked(signed, devices):
            raise RuleError("code_device_revoked", window=signed.device.window)
    if options.holder is not None and not signed.code.is_of(options.holder):
        raise RuleError("code_holder")
    return signed


def _told(signed: SignedCode) -> dict[str, str]:
    code, device = signed.code, signed.device
    end = code.valid_to
    return {
        "name": _name(code),
        "number": code.number,
        "holder": code.holder_masked,
        "issued": code.issued_on.isoformat(),
        "valid_from": code.valid_from.isoformat(),
        "valid_to": "" if end is None else end.isoformat(),
        "sheet": str(code.print_no),
        "window": device.window,
        "signed": code.signed_on.isoformat(),
        "identifier": code.identifier,
    }


def _name(code: CertificateCode) -> str:
    """Return what its type is called here, or the type's code."""
    try:
        return CertificateTypes().paper(code.type_code).name
    except RuleError:
        return code.type_code


def _text_in(file: Path) -> str:
    try:
        with Image.open(file) as picture:
            found = zxingcpp.read_barcodes(picture.convert("L"))
    except (OSError, UnidentifiedImageError) as wrong:
        raise RuleError("code_image", file=file.name) from wrong
    codes = [each.text for each in found if each.format == zxingcpp.BarcodeFormat.QRCode]
    if not codes:
        raise RuleError("code_image", file=file.name)
    return codes[0]


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as wrong:
        raise StoreError("file_unread", file=file.name) from wrong
