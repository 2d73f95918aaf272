"""All texts that a listener sees: one gettext catalogue for each language, under symbolic keys.

The catalogues are compiled in memory when they are loaded, so no compiled file can fall behind its source.
"""

from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from aiogram.utils.i18n import I18n
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent
DEFAULT = "en"


def catalogues() -> I18n:
    """All languages: English, the default, first."""
    i18n = I18n(path=FOLDER, default_locale=DEFAULT)
    # Not by a subclass with its own find_locales: aiogram's context knows the base class alone.
    i18n.locales = {path.stem: _compiled(path) for path in _paths()}
    return i18n


def texts(beginnings: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Of each language, English first, the texts whose keys begin so: for who cannot ask a catalogue."""
    return {path.stem: _beginning(_read(path), beginnings) for path in _paths()}


def _beginning(catalogue: Catalog, beginnings: tuple[str, ...]) -> dict[str, str]:
    return {
        message.id: message.string
        for message in catalogue
        if isinstance(message.id, str)
        and isinstance(message.string, str)
        and message.id.startswith(beginnings)
    }


def _paths() -> list[Path]:
    return sorted(FOLDER.glob("*.po"), key=lambda path: (path.stem != DEFAULT, path.stem))


def _read(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, locale=path.stem, abort_invalid=True)


def _compiled(path: Path) -> GNUTranslations:
    compiled = BytesIO()
    write_mo(compiled, _read(path))
    compiled.seek(0)
    return GNUTranslations(compiled)
