"""The sample form of a material, as a picture for the screen (F-D4)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from counter_app.domain.flow import Flow, Hop
from counter_app.domain.item import Item, MaterialId

KEPT = 16
"""Pictures that are kept: about 60 kB each, those of a case or two."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A picture (PNG, as wide as A4) of the filled-in form of ``material`` (its name)."""

    material: str
    picture: bytes


def sample_of(item: Item, material: MaterialId, name: str) -> Flow[Sample | None]:
    """
    Draw the sample of a material on the paper lane; None when its kind has none.

    What the item says about filling it in stands among the notes, where the item still has it.

    Raises:
        RuleError: ``glyph_missing``

    """
    hints = tuple(
        hint
        for each in item.materials
        if each.id == material
        for hint in (each.fill_explain, each.accept_standard)
        if hint
    )
    found: Sample | None = yield Hop(
        "paper", lambda: _drawn(name, item.name, item.decide_org, hints)
    )
    return found


@lru_cache(maxsize=KEPT)
def _drawn(material: str, item: str, org: str, hints: tuple[str, ...]) -> Sample | None:
    # what draws is imported with the first sample, on the lane that draws it
    from counter_app.documents import samples  # noqa: PLC0415

    kind = samples.kind_of(material)
    if kind is None:
        return None
    pdf = samples.render_sample(kind, samples.Asked(material, item, org, hints))
    return Sample(material, samples.picture_of(pdf))
