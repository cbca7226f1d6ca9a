"""What a device's driver refuses with."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from counter_app.domain.errors import DeviceError


def failure(call: Callable[..., object], *args: object) -> str:
    """The code of the DeviceError that a call must raise."""
    with pytest.raises(DeviceError) as caught:
        call(*args)
    return caught.value.code
