"""
Files in memory; ``fail`` is what the next ``put`` raises instead of storing anything.

``stuck`` is what ``purge`` raises as long as it stands, with nothing removed.
"""

from __future__ import annotations

from counter_app.domain.errors import StoreError


class FakeFiles:
    def __init__(self, free_mb: int = 10_000):
        self.papers: dict[str, bytes] = {}
        self.free = free_mb
        self.fail: StoreError | None = None
        self.stuck: StoreError | None = None

    def put(self, name: str, content: bytes) -> str:
        if self.fail is not None:
            failure, self.fail = self.fail, None
            raise failure
        if "/" in name or "\\" in name or name.startswith(".") or not name:
            raise ValueError(f"not a plain file name: {name!r}")
        path = f"memory/{name}"
        self.papers[path] = content
        return path

    def read(self, path: str) -> bytes:
        return self.papers[path]

    def purge(self) -> None:
        if self.stuck is not None:
            raise self.stuck
        self.papers.clear()

    def free_mb(self) -> int:
        return self.free
