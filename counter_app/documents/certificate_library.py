"""Finds certificate types: one file each in ``resources/certificates``, known by its type code."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from counter_app.documents.certificate_check import read_form
from counter_app.documents.certificate_form import CertificateForm
from counter_app.domain.errors import RuleError
from counter_app.paths import resources


@cache
def certificate_forms(folder: Path | None = None) -> Mapping[str, CertificateForm]:
    """
    Return every type in ``folder``, else those that come with the program, by type code.

    Raises:
        RuleError: ``template_unreadable``, ``certificate_type_twice``, or as
            ``certificate_check.read_form``

    """
    forms: dict[str, CertificateForm] = {}
    for path in sorted((folder or resources() / "certificates").glob("*.toml")):
        form = read_form_file(path)
        if form.type_code in forms:
            raise RuleError("certificate_type_twice", template=path.stem, type=form.type_code)
        forms[form.type_code] = form
    return MappingProxyType(dict(sorted(forms.items())))


def read_form_file(path: Path) -> CertificateForm:
    """Read one type; RuleError ``template_unreadable`` or as ``certificate_check.read_form``."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as wrong:
        raise RuleError("template_unreadable", template=path.stem, reason=str(wrong)) from wrong
    return read_form(data, path.stem)
