"""
The desk without a screen: JSON Lines in, JSON Lines out, the same services as the window.

Each input line is ``{"do": VERB, ...}``, each output line ``{"ok": true, "do": VERB, ...}`` or
``{"ok": false, "do": VERB, "error": {"code", "what", "remedy"}}``. A line that is wrong is an error
and the process goes on; end of input exits 0.
"""

from __future__ import annotations

from counter_app.script.play import play

__all__ = ["play"]
