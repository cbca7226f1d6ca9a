"""``cases``: every case as a JSON line, the applicant masked."""

from __future__ import annotations

import argparse

from counter_app.domain.localtime import CHINA
from counter_app.domain.masking import mask_name
from counter_app.words import Words
from county_server.config import read_place
from county_server.database import open_database
from county_server.output import say_json
from db.county.listing import CaseLine, list_cases


def show(options: argparse.Namespace, _words: Words) -> int:
    """Print the cases in the order of their numbers."""
    with open_database(read_place(options)) as url:
        for case in list_cases(url):
            say_json(_line(case))
    return 0


def _line(case: CaseLine) -> dict[str, str | None]:
    accepted = case.accepted_at
    return {
        "case_no": case.no,
        "item": case.item,
        "window": case.window,
        "accepted_at": None if accepted is None else accepted.astimezone(CHINA).isoformat(),
        "state": case.state,
        "applicant_masked": mask_name(case.applicant),
    }
