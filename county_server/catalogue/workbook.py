"""
A catalogue as an .xlsx file: sheets ``items`` and ``materials``, row 1 = field names.

Sheets ``situations``, ``fees`` and ``questions`` may be there; sheets of other names are notes and
are not read.
"""

from __future__ import annotations

from counter_app.spreadsheet import CellError, read_sheets, write_sheets
from county_server.catalogue.columns import COLUMNS, column_name
from county_server.catalogue.export import to_sheets
from county_server.catalogue.rows import check_sheets
from county_server.catalogue.sheets import Catalogue


def read_workbook(content: bytes) -> Catalogue | tuple[CellError, ...]:
    """Return the catalogue of a file, or every error found and no catalogue."""
    sheets = read_sheets(content, COLUMNS, column_name)
    return sheets if isinstance(sheets, tuple) else check_sheets(sheets)


def write_workbook(catalogue: Catalogue) -> bytes:
    """Return a file of all five sheets; ``read_workbook`` gives the same items back."""
    return write_sheets(to_sheets(catalogue))
