"""What an application wears and writes before its first window: look, Qt's own words, a log."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from counter_app.config import Settings
from counter_app.ui import theme

LOG_BYTES = 1_000_000
LOG_FILES = 5
_OURS = ("counter_app", "db", "printers")
_QT_LANGUAGES = {"zh": "qtbase_zh_CN", "en": "qtbase_en"}


def dress(app: QApplication, settings: Settings) -> None:
    """
    Give the application its look and Qt's own texts (menus of fields) in the screen's language.

    Raises:
        RuleError: ``setting_value`` of the theme or the scale

    """
    theme.apply(app, theme.make(settings.screen.theme, settings.screen.scale_percent))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(_QT_LANGUAGES[settings.language], folder):
        app.installTranslator(translator)


class KeptLog:
    """A log file that is being written; ``close`` ends it."""

    def __init__(self, handler: logging.Handler | None) -> None:
        self._handler = handler

    def close(self) -> None:
        """Write no more."""
        if self._handler is not None:
            logging.getLogger().removeHandler(self._handler)
            self._handler.close()


def keep_log(profile: Path) -> KeptLog:
    """Write the log to ``log/window.log`` of the profile; where that cannot be, to stderr only."""
    try:
        folder = profile / "log"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "window.log", maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8"
        )
    except OSError as wrong:
        logging.getLogger(__name__).warning("no log file errno=%s", wrong.errno)
        return KeptLog(None)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    for name in _OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    return KeptLog(handler)
