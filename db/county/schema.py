"""Every table of the county, for the migrations' checks and for emptying a database."""

from __future__ import annotations

from db.county import (
    tables,
    tables_appointments,
    tables_figures,
    tables_hall,
    tables_ratings,
    tables_signing,
)

metadata = tables.metadata
PARTS = (tables, tables_appointments, tables_figures, tables_hall, tables_ratings, tables_signing)
"""The modules that define tables; each adds its own to ``metadata``."""
