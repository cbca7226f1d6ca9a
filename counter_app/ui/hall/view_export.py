"""Asks where to write a file."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_path(parent: QWidget, title: str, name: str, chosen: Callable[[str], None]) -> QFileDialog:
    """Open a dialog with ``name`` offered; ``chosen`` hears the path."""
    picker = QFileDialog(parent, title)
    picker.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    # the service refuses to write over another file, in words
    picker.setOption(QFileDialog.Option.DontConfirmOverwrite)
    picker.selectFile(name)
    picker.fileSelected.connect(chosen)
    picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    picker.open()
    return picker
