"""One HTTP/1.1 POST to a printer, in steps short enough to be interrupted (RFC 8010 4)."""

from __future__ import annotations

import time
from contextlib import closing
from http import HTTPStatus

import h11

from counter_app.domain.errors import DeviceError
from printers.transport import SLICE_S, Transport

READ_BYTES = 65536


def post(line: Transport, host: str, path: str, body: bytes, limit_s: float) -> bytes:
    """
    Send ``body`` as application/ipp over ``line``, close it, and return the answer's body.

    Raises:
        DeviceError: as the transport's; ``printer_answer_bad`` (not HTTP, or not status 200);
            ``printer_no_answer``. Value ``sent`` is 0 only when the printer cannot have the body.

    """
    connection = h11.Connection(h11.CLIENT)
    headers = [
        ("Host", host),
        ("Content-Type", "application/ipp"),
        ("Content-Length", str(len(body))),
        ("Connection", "close"),
    ]
    head = connection.send(h11.Request(method="POST", target=path, headers=headers)) or b""
    sent = connection.send(h11.Data(data=body)) or b""
    connection.send(h11.EndOfMessage())
    with closing(line):
        line.write(head + sent)
        try:
            return _read_answer(connection, line, time.monotonic() + limit_s)
        except h11.RemoteProtocolError as error:
            raise DeviceError("printer_answer_bad", sent=len(body)) from error
        except DeviceError as error:
            raise DeviceError(error.code, sent=len(body)) from error


def _read_answer(connection: h11.Connection, line: Transport, deadline: float) -> bytes:
    body = b""
    while True:
        event = connection.next_event()
        if event is h11.NEED_DATA:
            if time.monotonic() > deadline:
                raise DeviceError("printer_no_answer")
            _feed(connection, line)
        elif isinstance(event, h11.EndOfMessage):
            return body
        elif isinstance(event, h11.Data):
            body += bytes(event.data)
        elif not isinstance(event, h11.InformationalResponse):
            _check_response(event)


def _check_response(event: object) -> None:
    if not isinstance(event, h11.Response) or event.status_code != HTTPStatus.OK:
        raise DeviceError("printer_answer_bad")


def _feed(connection: h11.Connection, line: Transport) -> None:
    try:
        came = line.read(READ_BYTES, SLICE_S)
    except DeviceError as error:
        if error.code != "printer_gone":
            raise
        # the end of the connection may be the end of the answer
        connection.receive_data(b"")
        return
    if came:
        connection.receive_data(came)
