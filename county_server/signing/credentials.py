"""
The county's word for a window's key, made anew at each hello and the same for a quarter of a year.

A window keeps what differs from what it has, so a new key, generation or root reaches it with its
next hello, and the days move on four times a year. Nothing of it is stored at the county.
"""

from __future__ import annotations

from datetime import date, timedelta

from counter_app.domain.county import DeviceRow
from counter_app.domain.device_certificate import (
    DeviceCertificate,
    county_tag,
    device_tag,
    seal_device,
)
from counter_app.domain.localtime import day as china_day
from counter_app.domain.ports_signing import ED25519
from counter_app.domain.wire import DeviceCredential
from county_server.signing.keys import CountyKeys

SLACK = timedelta(days=31)
"""A clock that was set back never stops a counter, nor does it spoil what it signs."""
LIFE = timedelta(days=731)
"""From the beginning of the quarter: a village may be cut off for long, never for that long."""
_MONTHS = 3


class Certifier:
    """``county_server.sync.routes.Certify``; ``page`` is scheme and host of the public page."""

    def __init__(self, keys: CountyKeys, page: str = "") -> None:
        self._keys = keys
        self._page = page
        self._county = county_tag(keys.public_key)

    def __call__(self, device: DeviceRow, now_ms: int) -> DeviceCredential:
        """Certify the key that the device has now."""
        begins = _quarter(china_day(now_ms))
        certificate = DeviceCertificate(
            ED25519,
            self._county,
            device_tag(device.id),
            device.window,
            device.gen,
            begins - SLACK,
            begins + LIFE,
            device.public_key,
        )
        return DeviceCredential(seal_device(certificate, self._keys.windows.sign).hex(), self._page)


def _quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // _MONTHS * _MONTHS + 1, 1)
