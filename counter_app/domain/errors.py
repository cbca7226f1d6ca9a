"""
The tree of everything a clerk may be told.

An error is a code with named values; ``counter_app.words`` turns it into two sentences, what
happened and what to do. No other exception crosses a port::

    CounterError
    ├── RuleError     a rule of law or of the hall forbids it; nothing was changed
    ├── DeviceError   a reader, printer or other device; says what is known of the paper
    ├── CountyError   the line, or the county server's answer
    └── StoreError    the window's own files: key, disk, damage
"""

from __future__ import annotations


class CounterError(Exception):
    """
    A code such as ``reader_silent`` and the values its sentences name.

    Codes are ids of ``resources/i18n/*/error_*.toml``; values are text or whole numbers and never
    a person's name or number, since an error may be logged.
    """

    def __init__(self, code: str, /, **values: str | int) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        details = " ".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.code} {details}".rstrip()


class RuleError(CounterError):
    """A rule closes this act; the words name the rule and who can open it."""


class DeviceError(CounterError):
    """A device refused, failed or kept silent."""


class CountyError(CounterError):
    """
    The county could not be reached or did not answer as agreed.

    Attributes:
        retry_after_s: seconds the server asked to wait, or None
        reachable: False when no answer of the county itself came back

    """

    def __init__(
        self,
        code: str,
        /,
        *,
        retry_after_s: float | None = None,
        reachable: bool = True,
        **values: str | int,
    ) -> None:
        super().__init__(code, **values)
        self.retry_after_s = retry_after_s
        self.reachable = reachable


class StoreError(CounterError):
    """A file of this window cannot be opened, read or written; nothing is half-written."""
