"""``certificate``: the signed PDF of a printed certificate, by its number."""

from __future__ import annotations

import argparse
import asyncio

from counter_app.domain.certificate_number import check_certificate_no
from counter_app.domain.errors import RuleError
from counter_app.words import Words
from county_server.config import read_keys_folder, read_place
from county_server.database import open_database
from county_server.output import say_json, write_out
from county_server.signing.archive import Archive
from county_server.signing.keys import CountyKeys
from county_server.signing.opening import now, open_county
from db.county.certificates import PostgresCertificates
from db.county.engine import make_pool


def fetch(options: argparse.Namespace, _words: Words) -> int:
    """Write the PDF; it is made now if the server has not done it yet."""
    number = check_certificate_no(options.no)
    with open_database(read_place(options)) as url:
        keys = open_county(url, read_keys_folder(options), now())
        pdf = asyncio.run(_fetched(url, keys, number))
    write_out(options.out, pdf)
    say_json({"certificate_no": number, "path": str(options.out), "bytes": len(pdf)})
    return 0


async def _fetched(url: str, keys: CountyKeys, number: str) -> bytes:
    async with make_pool(url) as pool:
        store = PostgresCertificates(pool)
        found = await store.find(number)
        if found is None:
            raise RuleError("certificate_not_at_county", number=number)
        return await Archive(store, keys.papers).fetch(found)
