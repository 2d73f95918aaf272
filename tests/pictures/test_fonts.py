"""Letters: every name is drawn without an empty box, with nothing but the Python packages."""

import subprocess
import sys
from pathlib import Path

import pytest

from pictures.fonts import drawable, families
from recommender.bundle import DEFAULT_PATH
from recommender.catalog import CatalogData
from tests.pictures.samples import NAMES

PROJECT = Path(__file__).resolve().parents[2]

# A machine without a font: only those of packages are left. Matplotlib warns of each glyph that it lacks.
BARE = """
import sys
from matplotlib.font_manager import fontManager
fontManager.ttflist = [font for font in fontManager.ttflist if "site-packages" in font.fname]
from pictures import Theme, network, poster
from tests.pictures import samples
for names in (samples.NAMES, samples.STRANGE):
    poster.draw(samples.poster(names), Theme.LIGHT)
    network.draw(samples.network(names), Theme.DARK)
assert "matplotlib.pyplot" not in sys.modules
"""


def test_no_glyph_is_missing_on_a_machine_without_fonts(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-W", "error", "-c", BARE],
        cwd=PROJECT,
        env={"MPLCONFIGDIR": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", NAMES)
def test_names_in_the_scripts_of_the_world_stay_as_they_are(name: str) -> None:
    assert drawable(name) == name


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("🎸 Band 🔥🔥", "Band"),
        ("👨‍👩‍👧", "man woman girl"),
        ("தமிழ்", "tmil"),
        ("Joe\n\tBlack ", "Joe Black"),
        ("Bjo\u0308rk", "Björk"),
        ("\ufeff\u200b", "…"),
        ("", "…"),
    ],
)
def test_what_no_font_has_is_spelt_in_latin_letters_or_left_out(name: str, drawn: str) -> None:
    assert drawable(name) == drawn


def test_every_name_of_the_catalogue_can_be_drawn() -> None:
    names = CatalogData.load(DEFAULT_PATH / "catalog.json.gz").names
    changed = [name for name in names if drawable(name) != " ".join(name.split())]
    assert len(changed) < len(names) / 200
    assert all(drawable(name) != "…" for name in names)


def test_the_fonts_are_looked_through_in_this_order() -> None:
    assert families() == ["FiraGO", "Noto Sans CJK JP", "DejaVu Sans"]
