"""
Status byte SW3 of the module to what a clerk is told (facts/devices.md A5).

The sentences stand in ``resources/i18n/*/error_reader.toml``, one for each code.
"""

from __future__ import annotations

from counter_app.domain.errors import DeviceError

DONE = 0x90
FOUND = 0x9F
NO_ITEM = 0x91
NO_CARD = 0x80

CODES = {
    0x10: "reader_request_checksum",
    0x11: "reader_request_length",
    0x21: "reader_request_illegal",
    0x23: "reader_request_forbidden",
    0x24: "reader_request_unknown",
    0x31: "reader_card_rejects_module",
    0x32: "reader_module_rejects_card",
    0x33: "reader_card_altered",
    0x37: "reader_fingerprint_altered",
    0x3F: "reader_card_length",
    0x40: "reader_other_card",
    0x41: "reader_read_failed",
    0x47: "reader_random_failed",
    0x60: "reader_selftest_failed",
    0x66: "reader_not_authorised",
    0x80: "reader_no_card",
    0x81: "reader_select_failed",
    0x91: "reader_no_item",
}

REQUEST_DAMAGED = frozenset({0x10, 0x11})
"""The module got our request damaged: sending it again is right."""
REQUEST_UNSUPPORTED = frozenset({0x11, 0x21, 0x23, 0x24})
"""This module does not carry out the command at all."""
CARD_TROUBLE = frozenset({"reader_read_failed", "reader_select_failed", "reader_random_failed"})
"""The card moved or the field was weak: beginning again from find may help."""


def status_error(status: int) -> DeviceError:
    """Give the error of a status byte; one not in the table is ``reader_status_unknown``."""
    code = CODES.get(status)
    if code is None:
        return DeviceError("reader_status_unknown", status=f"{status:02X}")
    return DeviceError(code)
