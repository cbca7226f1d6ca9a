"""
IPP messages as bytes (RFC 8010 3), both ways: the driver sends requests, the simulator answers.

A message is groups of attributes; an attribute is a name, one tag and one or more values. Values
are int (integer, enum), bool, str, a pair of int (rangeOfInteger), Attribute tuples (collection),
or None for the out-of-band tags.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

OPERATION, JOB, END, PRINTER, UNSUPPORTED = 0x01, 0x02, 0x03, 0x04, 0x05
INTEGER, BOOLEAN, ENUM = 0x21, 0x22, 0x23
RANGE, BEGIN_COLLECTION, END_COLLECTION = 0x33, 0x34, 0x37
TEXT, NAME, KEYWORD, URI, CHARSET, LANGUAGE, MIME = 0x41, 0x42, 0x44, 0x45, 0x47, 0x48, 0x49
MEMBER_NAME = 0x4A
_FIRST_VALUE_TAG, _FIRST_SIZED_TAG = 0x10, 0x20


class IppSyntaxError(ValueError):
    """Bytes that are no IPP message."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute; all its values share ``tag``."""

    name: str
    tag: int
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A group: its delimiter tag and its attributes."""

    tag: int
    attributes: tuple[Attribute, ...]

    def get(self, name: str) -> tuple[object, ...]:
        """Return the values of attribute ``name``, empty when it is not there."""
        return next((each.values for each in self.attributes if each.name == name), ())


@dataclass(frozen=True, slots=True)
class Message:
    """A request (``code`` is the operation) or an answer (``code`` is the status)."""

    code: int
    request_id: int
    groups: tuple[Group, ...]
    data: bytes = b""
    version: tuple[int, int] = (1, 1)

    def get(self, group_tag: int, name: str) -> tuple[object, ...]:
        """Return the values of an attribute of the first group of that tag that has it."""
        found = (group.get(name) for group in self.groups if group.tag == group_tag)
        return next((values for values in found if values), ())


def encode_message(message: Message) -> bytes:
    """Return the bytes of ``message``."""
    out = bytearray(struct.pack(">BBHi", *message.version, message.code, message.request_id))
    for group in message.groups:
        out.append(group.tag)
        for attribute in group.attributes:
            out += _encode_attribute(attribute)
    out.append(END)
    return bytes(out) + message.data


def _encode_attribute(attribute: Attribute) -> bytes:
    out, name = b"", attribute.name.encode()
    for value in attribute.values:
        out += _field(attribute.tag, name, _encode_value(attribute.tag, value))
        if attribute.tag == BEGIN_COLLECTION:
            out += _encode_members(value) + _field(END_COLLECTION, b"", b"")
        name = b""
    return out


def _encode_members(members: object) -> bytes:
    out = b""
    for member in members if isinstance(members, tuple) else ():
        out += _field(MEMBER_NAME, b"", member.name.encode())
        out += _encode_attribute(Attribute("", member.tag, member.values))
    return out


def _field(tag: int, name: bytes, value: bytes) -> bytes:
    return struct.pack(">BH", tag, len(name)) + name + struct.pack(">H", len(value)) + value


def _encode_value(tag: int, value: object) -> bytes:
    if tag == BEGIN_COLLECTION:
        return b""
    if isinstance(value, bool):
        return b"\x01" if value else b"\x00"
    if isinstance(value, int):
        return struct.pack(">i", value)
    if isinstance(value, tuple):
        return struct.pack(">ii", *value)
    return str(value).encode()


def decode_message(raw: bytes) -> Message:
    """
    Read a message; what follows the end tag is its ``data``.

    Raises:
        IppSyntaxError: the bytes are cut short or no IPP

    """
    reader = _Reader(raw)
    try:
        major, minor, code, request_id = struct.unpack(">BBHi", reader.take(8))
        if major not in (1, 2):
            raise IppSyntaxError("version")
        groups = tuple(_read_groups(reader))
    except (struct.error, UnicodeDecodeError) as error:
        raise IppSyntaxError("value") from error
    return Message(code, request_id, groups, reader.rest(), (major, minor))


class _Reader:
    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._at = 0

    def take(self, count: int) -> bytes:
        piece = self._raw[self._at : self._at + count]
        if len(piece) < count:
            raise IppSyntaxError("cut short")
        self._at += count
        return piece

    def peek(self) -> int:
        if self._at >= len(self._raw):
            raise IppSyntaxError("cut short")
        return self._raw[self._at]

    def sized(self) -> bytes:
        return self.take(int.from_bytes(self.take(2), "big"))

    def rest(self) -> bytes:
        return self._raw[self._at :]


def _read_groups(reader: _Reader) -> Iterator[Group]:
    tag = reader.take(1)[0]
    while tag != END:
        if tag >= _FIRST_VALUE_TAG:
            raise IppSyntaxError("value outside a group")
        attributes: list[Attribute] = []
        while reader.peek() >= _FIRST_VALUE_TAG:
            _read_attribute(reader, attributes)
        yield Group(tag, tuple(attributes))
        tag = reader.take(1)[0]


def _read_attribute(reader: _Reader, attributes: list[Attribute]) -> None:
    tag = reader.take(1)[0]
    name = reader.sized().decode()
    value = _read_value(reader, tag)
    if name:
        attributes.append(Attribute(name, tag, (value,)))
    elif attributes:
        last = attributes[-1]
        attributes[-1] = Attribute(last.name, last.tag, (*last.values, value))
    else:
        raise IppSyntaxError("value without a name")


def _read_value(reader: _Reader, tag: int) -> object:
    raw = reader.sized()
    if tag < _FIRST_SIZED_TAG:
        return None
    if tag in (INTEGER, ENUM):
        return struct.unpack(">i", raw)[0]
    if tag == BOOLEAN:
        return raw != b"\x00"
    if tag == RANGE:
        return struct.unpack(">ii", raw)
    if tag == BEGIN_COLLECTION:
        return tuple(_read_members(reader))
    return raw.decode("utf-8", "replace")


def _read_members(reader: _Reader) -> Iterator[Attribute]:
    name, tag = "", 0
    values: list[object] = []
    while True:
        member_tag = reader.take(1)[0]
        reader.sized()
        if member_tag in (MEMBER_NAME, END_COLLECTION) and values:
            yield Attribute(name, tag, tuple(values))
            values = []
        if member_tag == END_COLLECTION:
            reader.sized()
            return
        if member_tag == MEMBER_NAME:
            name = reader.sized().decode()
        else:
            tag = member_tag
            values.append(_read_value(reader, member_tag))
