"""A window as the county meets it on the wire: a key, a chain, and signed requests."""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass, field, replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.domain.chain import GENESIS, head_message, next_hash
from counter_app.domain.codec import to_bytes
from counter_app.domain.county import Push, PushedOp
from counter_app.domain.ids import uuid7
from counter_app.domain.numbers import make_case_no, window_code
from counter_app.domain.operation import CaseAccepted, Entry, encode
from counter_app.domain.signature import (
    SignatureParams,
    content_digest,
    signature_base,
    signed_headers,
)
from counter_app.domain.wire import (
    ClockReport,
    EnrolAnswer,
    EnrolRequest,
    Hello,
    PushHead,
    PushLine,
    WindowInfo,
)
from tests.fakes.builders import MOMENT, accepted, an_application
from tests.fakes.clock import START

START_MS = int(START.timestamp() * 1000)


@dataclass
class WireWindow:
    """Keeps what a ledger would: ``ops`` are those of the generation, oldest first."""

    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    device: str = ""
    gen: int = 1
    epoch: str = ""
    chain: bytes = GENESIS
    info: WindowInfo | None = None
    ops: list[PushedOp] = field(default_factory=list)
    numbers: int = 0

    @property
    def public_key(self) -> bytes:
        return self.key.public_key().public_bytes_raw()

    def enrol_request(self, code: str) -> bytes:
        return to_bytes(EnrolRequest(code, self.public_key.hex(), "0.1.0"))

    def enrolled(self, answer: EnrolAnswer) -> None:
        self.device, self.gen, self.epoch = answer.device, answer.gen, answer.epoch
        self.info = answer.window

    def next_no(self) -> str:
        self.numbers += 1
        code = window_code(self.info.slot, self.gen)
        return make_case_no(self.info.area, 2026, code, self.numbers)

    def accept(self, case_id: str = "", **changes) -> Entry:
        """An acceptance of a new case with the window's next number, not yet recorded."""
        case_id = case_id or secrets.token_hex(16)
        did: CaseAccepted = accepted(replace(an_application(), case_id=case_id))
        entry = Entry(did, MOMENT, "ciren", self.info.id, case_id, self.next_no())
        return replace(entry, **changes)

    def record(self, *entries: Entry) -> tuple[PushedOp, ...]:
        return tuple(self.record_bytes(encode(entry)) for entry in entries)

    def record_bytes(self, body: bytes, op_id: bytes | None = None) -> PushedOp:
        op_id = op_id or uuid7(START_MS, secrets.token_bytes(10))
        seq = self.ops[-1].seq + 1 if self.ops else 1
        h = next_hash(self.chain, self.gen, seq, op_id, body)
        op = PushedOp(seq, op_id, body, h)
        self.chain = h
        self.ops.append(op)
        return op

    def push(self, *ops: PushedOp, signed: bool = True, **changes) -> Push:
        """A push of ``ops``, all recorded ones if none are named."""
        chosen = ops or tuple(self.ops)
        return replace(Push(self.gen, self.epoch, chosen[0].seq, chosen, signed), **changes)

    def renewed(self, gen: int, above: int) -> None:
        """What a ledger does at ``renew_gen``: the rest under the new generation."""
        kept, moved = self.ops[:above], self.ops[above:]
        self.gen, self.ops, self.numbers = gen, [], 0
        self.chain = kept[-1].h if kept else GENESIS
        for op in moved:
            self.record_bytes(op.body, op.op_id)

    def hello(self, acked: int = 0, **changes) -> Hello:
        hello = Hello(
            proto=(1,),
            app="0.1.0",
            device=self.device,
            gen=self.gen,
            epoch=self.epoch,
            next_seq=len(self.ops) + 1,
            acked=acked,
            secured=0,
            chain=self.chain.hex(),
            clock=ClockReport(START_MS, 5_000, "boot-1"),
            pending=len(self.ops) - acked,
            free_mb=1_000,
        )
        return replace(hello, **changes)

    def push_body(self, push: Push, **changes) -> bytes:
        last = push.ops[-1]
        head = PushHead(
            self.device,
            push.gen,
            push.epoch,
            push.first,
            len(push.ops),
            self.key.sign(head_message(self.device, push.gen, last.seq, last.h)).hex(),
        )
        lines = [
            PushLine(
                op.seq,
                op.op_id.hex(),
                base64.urlsafe_b64encode(op.body).rstrip(b"=").decode(),
                op.h.hex(),
            )
            for op in push.ops
        ]
        return b"\n".join(to_bytes(each) for each in (replace(head, **changes), *lines)) + b"\n"

    def headers(
        self,
        method: str,
        target: str,
        body: bytes = b"",
        *,
        now_ms: int = START_MS,
        nonce: str = "",
    ) -> dict[str, str]:
        """The signature's headers for ``target`` (path and query)."""
        path, _, query = target.partition("?")
        params = SignatureParams(now_ms // 1000, nonce or secrets.token_urlsafe(16), self.device)
        digest = content_digest(body)
        base = signature_base(method, path, query, digest, params)
        return signed_headers(params, digest, self.key.sign(base))


def changed_body(op: PushedOp, **changes) -> bytes:
    """The bytes of an operation with other values in its head."""
    return json.dumps({**json.loads(op.body), **changes}).encode()
