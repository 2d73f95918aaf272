"""All texts that a listener sees: one gettext catalogue for each language, under symbolic keys.

The catalogues are compiled in memory when they are loaded, so no compiled file can fall behind its source.
"""

from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from aiogram.utils.i18n import I18n
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent


def catalogues() -> I18n:
    """All languages: English, the default, first."""
    i18n = I18n(path=FOLDER, default_locale="en")
    paths = sorted(FOLDER.glob("*.po"), key=lambda path: (path.stem != i18n.default_locale, path.stem))
    # Not by a subclass with its own find_locales: aiogram's context knows the base class alone.
    i18n.locales = {path.stem: _compiled(path) for path in paths}
    return i18n


def _compiled(path: Path) -> GNUTranslations:
    with path.open("rb") as source:
        catalogue = read_po(source, locale=path.stem, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
