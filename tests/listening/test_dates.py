"""Dates in words, as computers write them in many languages."""

from datetime import UTC, datetime

import pytest
from babel.dates import format_date, format_datetime

from tests.listening.exports import as_csv
from tests.listening.test_reading import plays, read

LANGUAGES = ("en", "en_GB", "ru", "de", "fr", "es", "pt", "pt_PT", "it", "nl", "pl", "tr", "cs", "sk", "sl",
             "sv", "nb", "da", "fi", "hu", "ro", "uk", "bg", "id")  # fmt: skip
TIMES = [datetime(2023, month, 24, 9, 42, 5, tzinfo=UTC) for month in range(1, 13)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("length", ["medium", "long"])
def test_every_month_is_known_by_its_name_and_where_it_stands(language: str, length: str) -> None:
    rows = [
        ("A", f"Song {time.month}", format_datetime(time, length, tzinfo=UTC, locale=language))
        for time in TIMES
    ]
    found = plays(read(as_csv([("Artist", "Track", "Date"), *rows], ";")))
    assert [at for _, _, at in found] == [int(time.timestamp()) for time in TIMES]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_in_words_is_read_with_the_clock_beside_it(language: str) -> None:
    rows = [("A", f"Song {time.month}", format_date(time, "long", locale=language), "9:42") for time in TIMES]
    found = plays(read(as_csv([("Artist", "Track", "Date", "Time"), *rows], ";")))
    assert [at for _, _, at in found] == [int(time.timestamp()) // 60 * 60 for time in TIMES]


HEADERS = {
    "pl": ("Wykonawca;Utwór;Data", "24 sty 2023 09:42"),
    "tr": ("Sanatçı;Şarkı;Tarih", "24 Oca 2023 09:42"),
    "cs": ("Interpret;Skladba;Datum", "24. ledna 2023 v 9:42"),
    "sv": ("Artist;Låt;Datum", "24 januari 2023 kl. 09:42"),
    "nb": ("Artist;Sang;Dato", "24. januar 2023 kl. 09:42"),
    "fi": ("Esittäjä;Kappale;Päivämäärä", "24. tammikuuta 2023 klo 9.42"),
    "hu": ("Előadó;Cím;Dátum", "2023. január 24. 9:42"),
    "ro": ("Artist;Melodie;Dată", "24 ianuarie 2023 la 09:42"),
    "uk": ("Виконавець;Пісня;Дата", "24 січня 2023 р. о 09:42"),
}


@pytest.mark.parametrize("language", HEADERS)
def test_a_table_may_be_in_the_language_of_its_computer(language: str) -> None:
    header, date = HEADERS[language]
    at = int(datetime(2023, 1, 24, 9, 42, tzinfo=UTC).timestamp())
    assert plays(read(f"{header}\nRadiohead;Creep;{date}\n".encode())) == [("Radiohead", "Creep", at)]
