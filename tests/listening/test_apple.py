"""Apple Music as privacy.apple.com gives it: days of plays, library, likes, tables that say too little."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType

import pytest

from listening.messages import LeftOut, Problem
from tests.listening import exports
from tests.listening.exports import as_csv, as_json, as_zip
from tests.listening.test_reading import files, plays, read, songs
from tests.listening.test_refusals import refusal

DAYS = "Country,Track Identifier,Media type,Date Played,Hours,Play Duration Milliseconds,End Reason Type,"
DAYS += "Source Type,Play Count,Skip Count,Ignore For Recommendations,Track Reference,Track Description"
ACTIVITY = "Album Name,Client IP Address,Container Artist Name,Device Identifier,Event End Timestamp,"
ACTIVITY += "Event Start Timestamp,Event Type,Play Duration Milliseconds,Song Name"
RECENTLY = "Last Modified,Container Type,Container Description,Track Description,Country,Total plays"


def day(what: str, hours: str = "18", changes: Mapping[str, object] = MappingProxyType({})) -> list[object]:
    row = {
        "Country": exports.SECRETS[3],
        "Track Identifier": 1440933460,
        "Media type": "AUDIO",
        "Date Played": 20230131,
        "Hours": hours,
        "Play Duration Milliseconds": 200_000,
        "End Reason Type": "NATURAL_END_OF_TRACK",
        "Source Type": "IPHONE",
        "Play Count": 1,
        "Skip Count": 0,
        "Ignore For Recommendations": "",
        "Track Reference": 1440933460,
        "Track Description": what,
        **changes,
    }
    return list(row.values())


def days(*rows: list[object]) -> bytes:
    return as_csv([DAYS.split(","), *rows])


def at(hour: int, minute: int = 0) -> int:
    return int(datetime(2023, 1, 31, hour, minute, tzinfo=UTC).timestamp())


def test_a_day_of_plays_is_read_with_each_play_at_a_minute_of_its_own() -> None:
    table = days(
        day("Radiohead - Creep"),
        day("Radiohead - Creep", changes={"Play Count": 2, "Play Duration Milliseconds": 400_000}),
        day("Sigur Rós - Svefn-g-englar - Live", "20, 21", changes={"Play Count": 2}),
    )
    assert plays(read(table)) == [
        ("Radiohead", "Creep", at(18)),
        ("Radiohead", "Creep", at(18, 1)),
        ("Radiohead", "Creep", at(18, 2)),
        ("Sigur Rós", "Svefn-g-englar - Live", at(20)),
        ("Sigur Rós", "Svefn-g-englar - Live", at(21)),
    ]
    assert not any(exact for song in songs(read(table)) for _, _, exact in song.plays)
    assert plays(read(table)) == plays(read(table))  # and so the same file adds nothing


def test_what_was_skipped_or_played_for_moments_is_a_skip() -> None:
    table = days(
        day(
            "Radiohead - Creep",
            changes={"Play Count": 0, "Skip Count": 1, "Play Duration Milliseconds": 4_000},
        ),
        day("Radiohead - Lucky", changes={"Play Count": 2, "Play Duration Milliseconds": 40_000}),
        day("Radiohead - Just", changes={"Play Duration Milliseconds": -5}),
        day("Radiohead - Nude", changes={"Play Duration Milliseconds": ""}),
    )
    [file] = files(read(table))
    assert (file.plays, file.skips) == (1, 4)


def test_what_names_no_song_or_no_day_is_left_out() -> None:
    table = days(
        day("Radiohead - Creep"),
        day("Radiohead"),
        day(""),
        day("Radiohead - Lucky", changes={"Date Played": "yesterday", "Play Count": 7}),
        day("Radiohead - Just", "99"),
        day("Radiohead - Nude", "", changes={"Play Count": "many"}),
        ["ZZ"],
    )
    [file] = files(read(table))
    assert file.plays == 2
    assert file.left_out == {LeftOut.UNNAMED: 3, LeftOut.UNDATED: 2}


def test_a_million_plays_of_a_song_in_a_day_are_an_hours() -> None:
    [file] = files(
        read(days(day("Radiohead - Creep", changes={"Play Count": 1e6, "Play Duration Milliseconds": 1e12})))
    )
    assert file.plays == 60


def test_a_library_is_what_one_keeps() -> None:
    rows = [
        {
            "Content Type": "Song",
            "Track Identifier": 251,
            "Title": "Creep",
            "Artist": "Radiohead",
            "Album": "Pablo Honey",
            "Genre": "Alternative",
            "Track Play Count": 12,
            "Date Added To Library": "2019-03-01T10:11:12Z",
            "Last Played Date": "2023-03-01T10:11:12Z",
        },
        {"Title": "Jóga", "Artist": "Björk", "Track Identifier": 3},
        {"Title": "Memo", "Track Identifier": 4},
    ]
    messages = read(as_json(rows))
    assert {(song.artist, song.track) for song in songs(messages) if song.saved} == {
        ("Radiohead", "Creep"),
        ("Björk", "Jóga"),
    }
    assert files(messages)[0].left_out == {LeftOut.UNNAMED: 1}


def test_what_is_liked_is_kept_and_what_is_disliked_banned() -> None:
    table = as_csv(
        [
            ["Favorite Type", "Item Reference", "Item Description", "Last Modified", "Preference"],
            ["SONG", 1, "Radiohead - Creep", "2023-01-31T10:00:00Z", "LIKE"],
            ["SONG", 2, "Nickelback - Rockstar", "2023-01-31T10:00:00Z", "DISLIKE"],
            ["ARTIST", 3, "Björk", "2023-01-31T10:00:00Z", "LIKE"],
            ["ALBUM", 4, "Portishead - Dummy", "2023-01-31T10:00:00Z", "LIKE"],
            ["ALBUM", 5, "Muse - Drones", "2023-01-31T10:00:00Z", "DISLIKE"],
            ["PLAYLIST", 6, "Robin - For running", "2023-01-31T10:00:00Z", "LIKE"],
        ]
    )
    messages = read(table)
    found = {(song.artist, song.track, song.saved, song.banned) for song in songs(messages)}
    assert found == {
        ("Radiohead", "Creep", True, False),
        ("Nickelback", "Rockstar", False, True),
        ("Björk", "", True, False),
        ("Portishead", "", True, False),
    }


PLAYED = [
    "OK",
    exports.SECRETS[0],
    "",
    "d",
    "2023-01-31T10:03:00Z",
    "2023-01-31T10:00:00Z",
    "PLAY_END",
    9,
    "A",
]
LATELY = ["2023-01-31", "ALBUM", "Radiohead - OK Computer", "Radiohead - Airbag", "ZZ", 3]


@pytest.mark.parametrize(("header", "row"), [(ACTIVITY, PLAYED), (RECENTLY, LATELY)])
def test_a_table_that_says_too_little_leads_to_the_one_that_says_it(header: str, row: list[object]) -> None:
    assert refusal(read(as_csv([header.split(","), row]))) is Problem.APPLE


def test_of_the_whole_folder_what_can_be_read_is() -> None:
    folder = "Apple Music Activity"
    packed = {
        f"{folder}/Apple Music - Play History Daily Tracks.csv": days(day("Radiohead - Creep")),
        f"{folder}/Apple Music Play Activity.csv": as_csv([ACTIVITY.split(",")]),
        f"{folder}/Apple Music - Top Content.csv": as_csv(
            [["Top Content Type", "Item Reference"], ["SONG", 1]]
        ),
    }
    messages = read(as_zip(packed))
    assert plays(messages) == [("Radiohead", "Creep", at(18))]
    assert {file.name.removeprefix("Apple Music "): file.problem for file in files(messages)} == {
        "- Play History Daily Tracks.csv": None,
        "Play Activity.csv": Problem.APPLE,
        "- Top Content.csv": Problem.UNKNOWN,
    }
