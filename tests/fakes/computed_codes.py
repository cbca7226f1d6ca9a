"""The codes and message ids that the program computes, place by place, for ``tests/unit/test_words``."""

from __future__ import annotations

import typing

from counter_app.county_client.answers import BY_STATUS, REFUSALS
from counter_app.domain.blank import BlankState
from counter_app.domain.case import CaseState
from counter_app.domain.certificate import CertificateState
from counter_app.domain.delivery import DeliveryState
from counter_app.domain.printing import Cause, Condition
from counter_app.domain.ticket import TicketClass, TicketState
from counter_app.readers.statuses import CODES
from county_server.roles import ROLES
from printers.ipp import REFUSALS as IPP_REFUSALS

OPENED = ("printer_not_found", "printer_no_access", "printer_refused")
MIDWAY = ("printer_paper_out_midway", "printer_cover_open_midway")
TOLD = frozenset(typing.get_args(Condition)) - {"ready", "unknown", "error"}

# Each place that computes its code, and every code that can come out of it. An empty list passes
# on a code that was made elsewhere.
COMPUTED = {
    "counter_app/county_client/answers.py _told: f'county_{error}'": [
        f"county_{each}" for each in REFUSALS
    ],
    "counter_app/county_client/answers.py _refusal: code": [
        *BY_STATUS.values(),
        "county_failed",
        "county_rejected",
    ],
    "counter_app/county_client/answers.py _no_county: code": ["county_portal", "county_malformed"],
    "counter_app/county_client/client.py _unheard: code": [
        "county_tls",
        "county_dns",
        "county_timeout",
        "county_unreachable",
        "county_cut",
        "county_address",
    ],
    "counter_app/county_client/hall.py refusal: code": [],
    "counter_app/domain/fold_blank.py _state_error: code": ["blank_taken", "blank_state"],
    "counter_app/domain/printing.py trouble: f'printer_{self.state}'": [
        f"printer_{each}" for each in TOLD
    ],
    "counter_app/domain/printing.py trouble: f\"printer_error_{self.cause or 'unrecoverable'}\"": [
        f"printer_error_{each}" for each in typing.get_args(Cause)
    ],
    "counter_app/readers/line.py __init__: code": [
        "reader_port_missing",
        "reader_port_denied",
        "reader_port_busy",
    ],
    "counter_app/readers/statuses.py status_error: code": list(CODES.values()),
    "counter_app/services/sync/speaking.py fault_of: error.code": [],
    "counter_app/services/sync/step.py _greeted: code": [
        "county_malformed",
        "county_fork",
        "county_gen",
    ],
    "db/window/faults.py file_error: codes.get(failure.errno or 0, 'disk_failed')": [
        "disk_full",
        "disk_read_only",
        "profile_forbidden",
        "disk_failed",
    ],
    "printers/ipp.py _print_batch: code": ["printer_busy", *IPP_REFUSALS.values()],
    "printers/ipp_http.py post: error.code": [],
    "printers/ipp_words.py read_job: code": ["printer_job_aborted", "printer_job_canceled"],
    "printers/ipp_words.py read_stop: f'printer_{printer.state}_midway'": MIDWAY,
    "printers/serial_line.py __init__: code": OPENED,
    "printers/ticket_printer.py _await_end: f'printer_{stopped_by.state}_midway'": MIDWAY,
    "printers/ticket_printer.py _await_end: f'{error.code}_midway'": [
        "printer_gone_midway",
        "printer_stalled_midway",
        "printer_interrupted_midway",
    ],
    "printers/transport.py __init__: open_failure(error)": OPENED,
}
# The ends of message ids that are computed.
ENDS = {
    "blank_state.{}": [each.value for each in BlankState],
    "case_state.{}": [each.value for each in CaseState],
    "certificate.{}": [each.value for each in CertificateState],
    "delivery.{}": [each.value for each in DeliveryState],
    "ticket_class.{}": [each.value for each in TicketClass],
    "ticket_state.{}": [each.value for each in TicketState],
    "role.{}": ["reader", "tickets", "documents", "certificates"],
    "user_role.{}": ROLES,
    "person_field.{}": ["number", "birth_date", "sex", "valid_from", "valid_to"],
}
