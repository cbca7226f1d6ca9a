"""Signed codes and signed PDF: sizes in bytes, times in ms; keys and certificates are made here."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.documents.certificate_renderer import CertificateTypes
from counter_app.domain.certificate_code import check_code, code_of, token_of, write_code
from counter_app.domain.county import DeviceRow, DeviceStatus
from counter_app.signatures import scheme_of
from county_server.signing.credentials import Certifier
from county_server.signing.keys import open_keys
from county_server.signing.pades import sign_pdf
from tests.fakes.certificates import ADVERT, a_certificate

CODES, FILES = 1_000, 30
NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
NOW_MS = round(NOW.timestamp() * 1000)


def main() -> None:
    """Measure and print."""
    for each in figures():
        sys.stdout.write(json.dumps({"bench": "paper", **each}, ensure_ascii=False) + "\n")


def figures() -> Iterator[dict[str, object]]:
    """Yield one object a figure."""
    with tempfile.TemporaryDirectory() as folder:
        keys = open_keys(Path(folder), NOW)
    window = Ed25519PrivateKey.generate()
    public = window.public_key().public_bytes_raw()
    row = DeviceRow("d", "3号窗口", "h", "540402", 3, 1, DeviceStatus.ACTIVE, public, 0, b"", 0)
    certify = Certifier(keys, "https://zwfw.example.gov.cn")
    told = certify(row, NOW_MS)
    sealed = bytes.fromhex(told.certificate)
    certificate = a_certificate(ADVERT)
    code = code_of(certificate, NOW.date(), 1)
    text = write_code(code, sealed, window.sign, told.page)
    symbol = segno.make(text, error="m", micro=False)
    yield {
        "part": "code",
        "bytes": len(token_of(text)) * 5 // 8,
        "device_certificate_bytes": len(sealed),
        "text_characters": len(text),
        "qr_version": symbol.version,
    }
    yield {"part": "certify_a_window", **_times(CODES, lambda: certify(row, NOW_MS))}
    yield {
        "part": "write_a_code",
        **_times(CODES, lambda: write_code(code, sealed, window.sign, told.page)),
    }
    yield {
        "part": "check_a_code",
        **_times(CODES, lambda: check_code(text, keys.public_key, scheme_of)),
    }
    pdf = CertificateTypes().render(certificate, text)
    yield {"part": "sign_pdf_first", **_times(1, lambda: sign_pdf(pdf, keys.papers, "存档"))}
    yield {"part": "sign_pdf", **_times(FILES, lambda: sign_pdf(pdf, keys.papers, "存档"))}
    more = len(sign_pdf(pdf, keys.papers, "存档")) - len(pdf)
    yield {"part": "signed_pdf", "bytes": len(pdf) + more, "signature_bytes": more}


def _times(rounds: int, act: Callable[[], object]) -> dict[str, float]:
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1000)
    return {"median_ms": round(statistics.median(taken), 3), "most_ms": round(max(taken), 3)}


if __name__ == "__main__":
    main()
