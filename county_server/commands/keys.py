"""``keys``: what the county signs with, and whose word no longer counts."""

from __future__ import annotations

import argparse
import asyncio
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from counter_app.domain.county_certificate import Revocation
from counter_app.domain.device_certificate import county_tag
from counter_app.domain.localtime import CHINA
from counter_app.domain.revocation import write_list
from counter_app.words import Words
from county_server.config import read_keys_folder, read_place
from county_server.database import open_database
from county_server.output import say_json, write_out
from county_server.signing.keys import DEFAULT_NAME, CountyKeys, give_pair, read_keys, read_pair
from county_server.signing.opening import begin_anew, now, open_county
from db.county.certificates import PostgresCertificates
from db.county.engine import make_pool
from db.county.revoking import revoke_device


def make(options: argparse.Namespace, _words: Words) -> int:
    """Make the keys that are missing and tell of all."""
    with open_database(read_place(options)) as url:
        folder = read_keys_folder(options)
        say_json(_told(open_county(url, folder, now(), options.name or DEFAULT_NAME)))
    return 0


def show(options: argparse.Namespace, _words: Words) -> int:
    """Tell of the keys; nothing is made."""
    say_json(_told(read_keys(read_keys_folder(options))))
    return 0


def export(options: argparse.Namespace, _words: Words) -> int:
    """Write the public key."""
    write_out(options.out, read_keys(read_keys_folder(options)).public_pem())
    return 0


def use(options: argparse.Namespace, _words: Words) -> int:
    """Take the office's key and certificate for PDF."""
    folder = read_keys_folder(options)
    give_pair(folder, read_pair(options.key, options.certificate))
    say_json(_told(read_keys(folder)))
    return 0


def renew(options: argparse.Namespace, _words: Words) -> int:
    """Make another root key."""
    with open_database(read_place(options)) as url:
        say_json(_told(begin_anew(url, read_keys_folder(options))))
    return 0


def revoke(options: argparse.Namespace, _words: Words) -> int:
    """Shut a window's computer out."""
    with open_database(read_place(options)) as url:
        gen = revoke_device(url, options.window, options.since, options.reason)
    say_json({"window": options.window, "gen": gen, "since": options.since.isoformat()})
    return 0


def revoked(options: argparse.Namespace, _words: Words) -> int:
    """Write the signed list."""
    keys = read_keys(read_keys_folder(options))
    with open_database(read_place(options)) as url:
        devices = asyncio.run(_revoked(url))
    today = now().astimezone(CHINA).date()
    write_out(options.out, write_list(devices, today, keys.windows.sign))
    return 0


async def _revoked(url: str) -> tuple[Revocation, ...]:
    async with make_pool(url) as pool:
        return await PostgresCertificates(pool).revocations()


def _told(keys: CountyKeys) -> dict[str, Any]:
    papers = x509.load_pem_x509_certificates(keys.papers.certificate)[0]
    return {
        "windows": {
            "public_key": keys.public_key.hex(),
            "county": county_tag(keys.public_key).hex(),
        },
        "papers": {
            "subject": papers.subject.rfc4514_string(),
            "issuer": papers.issuer.rfc4514_string(),
            "valid_to": papers.not_valid_after_utc.astimezone(CHINA).date().isoformat(),
            "sha256": papers.fingerprint(hashes.SHA256()).hex(),
        },
    }
