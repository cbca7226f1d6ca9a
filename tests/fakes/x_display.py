"""
An X server of its own, what a window manager says to a window of it (please close), and monitors.

The monitors are RandR 1.5's: the server's one output and, beside it, areas of the screen by name.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from contextlib import contextmanager
from ctypes import POINTER, c_char_p, c_int, c_long, c_ulong, c_void_p
from ctypes.util import find_library
from typing import Self

HAS_X = shutil.which("Xvfb") is not None
HAS_RANDR = find_library("Xrandr") is not None
_CLIENT_MESSAGE, _BITS = 33, 32
ENDS_WITHIN_S = 20


class XDisplay:
    """
    ``environment`` for the programs that are to stand on it.

    Use it as a context: it ends by SIGTERM.
    """

    def __init__(self, size: str = "1366x900x24"):
        told, telling = os.pipe()
        command = [
            "Xvfb",
            "-displayfd",
            str(telling),
            "-screen",
            "0",
            size,
            "-nolisten",
            "tcp",
            "-noreset",
        ]
        self._server = subprocess.Popen(
            command, pass_fds=[telling], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(telling)
        with os.fdopen(told) as pipe:
            self.name = ":" + pipe.readline().strip()
        self.environment = {**os.environ, "DISPLAY": self.name, "QT_QPA_PLATFORM": "xcb"}

    def ask_to_close(self, window: int) -> None:
        """Send WM_DELETE_WINDOW (ICCCM 4.2.8.1): what a window manager does at Alt+F4."""
        x = _library()
        display = x.XOpenDisplay(self.name.encode())
        protocols = x.XInternAtom(display, b"WM_PROTOCOLS", 0)
        delete = x.XInternAtom(display, b"WM_DELETE_WINDOW", 0)
        event = _ClientMessage(
            _CLIENT_MESSAGE, 0, 1, display, window, protocols, _BITS, (delete, 0, 0, 0, 0)
        )
        assert x.XSendEvent(display, window, 0, 0, ctypes.byref(event))
        x.XCloseDisplay(display)

    def plug(self, name: bytes, x: int, y: int, width: int, height: int, *, own: bool) -> None:
        """Let there be a monitor; ``own`` of the server's output, which is the primary one."""
        with self._randr() as (lib, display, root):
            held = lib.XRRGetScreenResources(display, root).contents
            outputs = (c_ulong * 1)(held.outputs[0] if own else 0)
            box = (x, y, width, height, width // 4, height // 4)
            info = _Monitor(_atom(display, name), own, 0, 1 if own else 0, *box, outputs)
            lib.XRRSetMonitor(display, root, ctypes.byref(info))

    def unplug(self, name: bytes) -> None:
        with self._randr() as (lib, display, root):
            lib.XRRDeleteMonitor(display, root, _atom(display, name))

    @contextmanager
    def _randr(self):
        x, lib = _library(), _randr_library()
        display = x.XOpenDisplay(self.name.encode())
        yield lib, display, x.XDefaultRootWindow(display)
        x.XCloseDisplay(display)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.terminate()
        self._server.wait(ENDS_WITHIN_S)


class _ClientMessage(ctypes.Structure):
    """XClientMessageEvent of Xlib.h, as long as an XEvent."""

    _fields_ = (
        ("type", c_int),
        ("serial", c_ulong),
        ("send_event", c_int),
        ("display", c_void_p),
        ("window", c_ulong),
        ("message_type", c_ulong),
        ("format", c_int),
        ("data", c_long * 5),
        ("rest", c_long * 12),
    )


class _Monitor(ctypes.Structure):
    """XRRMonitorInfo of Xrandr.h."""

    _fields_ = (
        ("name", c_ulong),
        *((each, c_int) for each in ("primary", "automatic", "noutput")),
        *((each, c_int) for each in ("x", "y", "width", "height", "width_mm", "height_mm")),
        ("outputs", POINTER(c_ulong)),
    )


class _Resources(ctypes.Structure):
    """XRRScreenResources of Xrandr.h, its beginning."""

    _fields_ = (
        ("timestamp", c_ulong),
        ("config_timestamp", c_ulong),
        ("ncrtc", c_int),
        ("crtcs", POINTER(c_ulong)),
        ("noutput", c_int),
        ("outputs", POINTER(c_ulong)),
    )


def _atom(display: int, name: bytes) -> int:
    return _library().XInternAtom(display, name, 0)


def _randr_library() -> ctypes.CDLL:
    lib = ctypes.CDLL("libXrandr.so.2")
    lib.XRRGetScreenResources.argtypes = [c_void_p, c_ulong]
    lib.XRRGetScreenResources.restype = POINTER(_Resources)
    lib.XRRSetMonitor.argtypes = [c_void_p, c_ulong, POINTER(_Monitor)]
    lib.XRRDeleteMonitor.argtypes = [c_void_p, c_ulong, c_ulong]
    return lib


def _library() -> ctypes.CDLL:
    x = ctypes.CDLL("libX11.so.6")
    x.XOpenDisplay.argtypes, x.XOpenDisplay.restype = [c_char_p], c_void_p
    x.XInternAtom.argtypes, x.XInternAtom.restype = [c_void_p, c_char_p, c_int], c_ulong
    x.XSendEvent.argtypes = [c_void_p, c_ulong, c_int, c_long, POINTER(_ClientMessage)]
    x.XCloseDisplay.argtypes = [c_void_p]
    x.XDefaultRootWindow.argtypes, x.XDefaultRootWindow.restype = [c_void_p], c_ulong
    return x
