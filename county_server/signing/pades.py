"""
A certificate's PDF signed by the county (PAdES baseline B, ETSI EN 319 142-1; F-E6).

The signature covers the whole file and allows no change after it. pyHanko is imported with the
first paper: it takes up to a second and is needed by nobody else.
"""
# ruff: noqa: PLC0415  that import on first use is meant

from __future__ import annotations

from io import BytesIO
from typing import Any

from county_server.signing.keys import PapersPair

FIELD = "CountySeal"


def sign_pdf(pdf: bytes, pair: PapersPair, reason: str) -> bytes:
    """Return ``pdf`` with one signature; ``reason`` is shown by readers."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

    about = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        reason=reason,
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    signed: Any = PdfSigner(about, signer=_signer(pair)).sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf))
    )
    return bytes(signed.getvalue())


def _signer(pair: PapersPair) -> Any:
    from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    first, *above = load_certs_from_pemder_data(pair.certificate)
    known = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    known.register_multiple(above)
    key = load_private_key_from_pemder_data(pair.key, None)
    return SimpleSigner(signing_cert=first, signing_key=key, cert_registry=known)
