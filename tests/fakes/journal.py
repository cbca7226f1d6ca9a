"""A Journal in memory."""

from __future__ import annotations


class FakeJournal:
    def __init__(self):
        self._drafts: dict[str, bytes] = {}

    def save(self, draft: str, content: bytes) -> None:
        self._drafts.pop(draft, None)
        self._drafts[draft] = content

    def load(self, draft: str) -> bytes | None:
        return self._drafts.get(draft)

    def drafts(self) -> tuple[str, ...]:
        return tuple(reversed(self._drafts))

    def clear(self, draft: str) -> None:
        self._drafts.pop(draft, None)
