"""Deliveries on the certificate window on fakes: authorised, printed, handed to the courier."""

from __future__ import annotations

import io
from dataclasses import replace

from openpyxl import Workbook

from counter_app.domain.postal import Address
from counter_app.services.cases import case_of
from counter_app.services.delivery import Authorising, authorise, delivery_offer
from counter_app.services.delivery_batch import Closing, close_batch, ready_to_send
from counter_app.services.delivery_parcels import parcels, scan_waybill
from counter_app.services.delivery_tracking import import_tracking
from tests.fakes.certificate_window import a_grant, a_window_desk, accepted, decide, finished
from tests.fakes.desk import play, signed_visit
from tests.fakes.paper_cases import an_item

POSTED = replace(an_item(), deliverable=True)
EMS, OTHER, DOMESTIC = "EE473124829CN", "RA123456785CN", "1234567890123"
HOME = Address("扎西", "13800000831", "西藏自治区林芝市巴宜区", "示例路3号", "860000")


def a_posting_desk(item=POSTED, **changes):
    return a_window_desk(item, **changes)


def signed(desk, case, to=HOME, visit=None, **how):
    given = Authorising(case.no, to, **how)
    return play(desk, authorise(desk, visit or signed_visit(), given))


def offer(desk, case, visit=None):
    return play(desk, delivery_offer(desk, visit or signed_visit(), case.no))


def ready(desk, to=HOME, tail="017", **who):
    """A case whose W14 is signed and whose certificate lies printed."""
    case = signed(desk, accepted(desk, item=POSTED, **who), to).case
    finished(desk, decide(desk, case, a_grant(int(tail))), tail)
    return case_of(desk, case.id)


def close(desk, *case_nos, taker="格桑", courier=""):
    return play(desk, close_batch(desk, signed_visit(), Closing(taker, case_nos, courier)))


def to_send(desk):
    return play(desk, ready_to_send(desk, signed_visit()))


def all_parcels(desk):
    return play(desk, parcels(desk, signed_visit()))


def scan(desk, waybill=EMS, case_no="", **how):
    return play(desk, scan_waybill(desk, signed_visit(), waybill, case_no, **how))


def sent(desk, waybill=EMS, **who):
    """A case on the road, with its waybill."""
    case = ready(desk, **who)
    close(desk, case.no)
    scan(desk, waybill)
    return case_of(desk, case.id)


def take_in(desk, content, name="ems.csv"):
    return play(desk, import_tracking(desk, signed_visit(), name, content))


def a_csv(*rows, encoding="utf-8", head="运单号,状态,日期,签收人,说明"):
    return "\r\n".join((head, *rows)).encode(encoding)


def an_xlsx(*rows, head=("邮件号", "状态", "签收时间", "签收人", "备注")):
    book = Workbook()
    book.worksheets[0].title = "Sheet1"
    for row in (head, *rows):
        book.worksheets[0].append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
