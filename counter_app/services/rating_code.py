"""The code by which a visit is rated at home, minted with its paper and the line cut (F-G3, F-G5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from counter_app.domain.device_certificate import read_device
from counter_app.domain.rating import Occasion
from counter_app.domain.rating_code import TOKEN_BYTES, RatingCode, write_rating_code
from counter_app.services.desk import Desk, enrolled

RATED_ON = {"W01": Occasion.INTAKE, "W02": Occasion.INTAKE, "W12": Occasion.HAND_OVER}
"""Papers that carry such a code, and which visit it rates."""


def no_code(_kind: str, _case_no: str) -> str:
    """Write no code."""
    return ""


def rating_minter(desk: Desk, day: date) -> Callable[[str, str], str]:
    """
    Return what writes the address in the code of a paper, by its kind and case (store lane).

    It writes nothing where the county has no public page, or where its word for this window's key is
    missing or does not cover the day: the paper then has no such code.
    """
    credential = enrolled(desk).credential

    def mint(kind: str, case_no: str) -> str:
        if kind not in RATED_ON or credential is None or not credential.page:
            return ""
        sealed = bytes.fromhex(credential.certificate)
        device = read_device(sealed)
        if not device.valid_from <= day <= device.valid_to:
            return ""
        code = RatingCode(case_no, int(RATED_ON[kind]), day, desk.random(TOKEN_BYTES))
        return write_rating_code(code, sealed, desk.signer.sign, credential.page)

    return mint
