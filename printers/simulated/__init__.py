"""
Printers that are not there: processes that speak the real bytes and can fail.

Their decoders are written from the manuals' facts, apart from the encoders that they check.
"""

from __future__ import annotations

from printers.simulated.documents import run_certificates_simulator, run_documents_simulator
from printers.simulated.tickets import run_tickets_simulator

__all__ = ["run_certificates_simulator", "run_documents_simulator", "run_tickets_simulator"]
