"""Colours by day and by night."""

from collections.abc import Mapping
from dataclasses import dataclass

from pictures.data import Theme


@dataclass(frozen=True, slots=True)
class Palette:
    """`series` tells parts and communities apart, also to the colour-blind (after Okabe and Ito, 2008)."""

    ground: str
    card: str
    ink: str
    faint: str
    line: str
    accent: str
    series: tuple[str, ...]


PALETTES: Mapping[Theme, Palette] = {
    Theme.LIGHT: Palette(
        ground="#f3f0ea",
        card="#ffffff",
        ink="#1f1d2b",
        faint="#66626f",
        line="#e3ded4",
        accent="#e0532f",
        series=("#d9541e", "#0072b2", "#008a63", "#b3548c", "#b07d00", "#2b93c9", "#7a5cc2", "#5f6470"),
    ),
    Theme.DARK: Palette(
        ground="#111118",
        card="#1c1c27",
        ink="#f4f2ee",
        faint="#a9a6b8",
        line="#33323f",
        accent="#ff7a55",
        series=("#ff8552", "#4aa8e8", "#3ecf9b", "#e38dc0", "#eebd3d", "#8fd3f5", "#b09cf5", "#9ba1ad"),
    ),
}
