"""
The one module that knows every concrete adapter: settings and a profile become a Desk.

Nothing here decides anything. Stores are opened and used on the store lane; a device is opened by
its first use and named by a URL of the settings.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from counter_app.clock import SystemClock
from counter_app.config import SCREEN_FILE, Settings
from counter_app.county_client import HttpCounty
from counter_app.documents.certificate_renderer import CertificateTypes
from counter_app.documents.renderer import TemplateRenderer
from counter_app.documents.template import Wording
from counter_app.domain.errors import StoreError
from counter_app.domain.ports import KeyStore
from counter_app.lanes import Lanes
from counter_app.readers import open_reader
from counter_app.security import Argon2Verifier, DeviceSigner
from counter_app.services.desk import Desk, on_store
from counter_app.services.sync.line import Line
from counter_app.translation.approved import tibetan, tibetan_on_paper
from counter_app.words import Words
from db.window import Stores, open_stores
from db.window.files import ProfileFiles, write_private
from db.window.keys import exposed_keys, open_keystore
from db.window.ledger import Space
from db.window.placements import ProfilePlacements
from printers import open_page_printer, open_ticket_printer
from printers.page_images import PdfiumImages

CLOSE_S = 15.0
"""How long running jobs may take to end; a request to the county lasts at most 10 s."""


@contextmanager
def open_desk(profile: Path, settings: Settings) -> Iterator[Desk]:
    """
    Open a window's stores and name its devices; close all of it at the end.

    Raises:
        StoreError: a file cannot be opened; nothing stays open
        DeviceError: a device's URL is wrong

    """
    lanes = Lanes()
    keystore = _keystore(profile, settings)
    files = ProfileFiles(profile)
    space = Space(files.free_mb, settings.store.free_floor_mb)
    with ExitStack() as stack:
        stack.callback(lanes.close, CLOSE_S)
        opening = on_store(lambda: open_stores(profile, keystore, space))
        stores: Stores = lanes.start(opening).result()
        stack.callback(stores.close)
        desk = replace(
            _joined(stack, settings, lanes, keystore, files, stores),
            words=_words(profile, settings),
            keep_screen=lambda chosen: write_private(profile / SCREEN_FILE, chosen.text().encode()),
        )
        # last in, first out: jobs end before the files and lines that they use are closed
        stack.callback(lanes.close, CLOSE_S)
        yield desk


def key_strength(profile: Path, settings: Settings) -> str:
    """Return where the store key lies: ``os``, ``file`` or ``profile``."""
    return _keystore(profile, settings).strength


def _words(profile: Path, settings: Settings) -> Words:
    """Tibetan labels are a help: where their file is damaged there is Chinese alone."""
    beside: dict[str, str] = {}
    if settings.screen.labels == "zh+bo":
        with suppress(StoreError):
            beside = tibetan(profile)
    return Words(settings.language, beside)


def _on_paper(profile: Path) -> dict[str, Wording]:
    """As for the labels: a damaged file leaves the papers in Chinese alone."""
    with suppress(StoreError):
        return tibetan_on_paper(profile)
    return {}


def _joined(
    stack: ExitStack,
    settings: Settings,
    lanes: Lanes,
    keystore: KeyStore,
    files: ProfileFiles,
    stores: Stores,
) -> Desk:
    clock, signer = SystemClock(), DeviceSigner(keystore)
    ca_file = Path(settings.county.ca_file) if settings.county.ca_file else None
    county = HttpCounty(signer, clock, ca_file=ca_file)
    stack.callback(county.close)
    named, closing = settings.devices, lanes.closing
    reader = open_reader(named.reader, closing) if named.reader else None
    if reader is not None:
        stack.callback(reader.close)
    return Desk(
        settings=settings,
        words=Words(settings.language),
        clock=clock,
        ledger=stores.ledger,
        cache=stores.cache,
        journal=stores.journal,
        county=county,
        files=files,
        signer=signer,
        verifier=Argon2Verifier(),
        renderer=TemplateRenderer(_on_paper(files.profile)),
        forms=CertificateTypes(),
        page_images=PdfiumImages(),
        placements=ProfilePlacements(files.profile),
        background=lanes,
        random=os.urandom,
        line=Line(closing.wait),
        reader=reader,
        tickets=open_ticket_printer(named.tickets, closing) if named.tickets else None,
        documents=open_page_printer(named.documents, closing) if named.documents else None,
        certificates=open_page_printer(named.certificates, closing) if named.certificates else None,
    )


def keys_open_to_others(profile: Path, settings: Settings) -> tuple[str, ...]:
    """Return name and mode of each key file that others may use, before anything closes it to them."""
    named = settings.store.key_file
    return exposed_keys(profile, Path(named) if named else None)


def _keystore(profile: Path, settings: Settings) -> KeyStore:
    named = settings.store.key_file
    return open_keystore(profile, Path(named) if named else None)
