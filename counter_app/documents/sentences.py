"""The texts of the papers by id: what a translator is given beside the sentences of the screen."""

from __future__ import annotations

from functools import cache

from counter_app.documents.library import (
    common_words,
    current_template,
    templates_folder,
    templates_in,
)
from counter_app.documents.template import wordings

PAPER = "paper."
"""What each id begins with: ``paper.W02.title``, ``paper.common.texts.page``."""


@cache
def paper_texts() -> dict[str, str]:
    """
    Return the Chinese of every text that the newest templates print, by id.

    Raises:
        RuleError: as ``library.read_kind``

    """
    kinds = [kind for kind, version in templates_in(templates_folder()) if version is None]
    said = [each for kind in kinds for each in wordings(current_template(kind))]
    said += common_words().texts.values()
    return {each.id: each.zh for each in said if each.id and each.zh}
