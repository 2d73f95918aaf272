"""Published tracks become songs: versions merged, covers pointed at what they follow."""

import numpy as np
import pandas as pd

from recommender.tracks.sound import ATTRIBUTES
from recommender.training.tracks.table import SongTable, build_table


def _tracks(*rows: dict[str, object]) -> pd.DataFrame:
    usual: dict[str, object] = {
        "popularity": np.nan,
        "year": np.nan,
        "uses": 1.0,
        **dict.fromkeys(ATTRIBUTES, np.nan),
    }
    return pd.DataFrame([usual | row for row in rows])


OTHERS: list[dict[str, object]] = [
    {
        "id": f"n{n}",
        "title": f"Word{n} of the night and you",
        "artists": (f"band {n}",),
        "popularity": n / 5,
    }
    for n in range(400)
]


def _songs(table: SongTable) -> dict[str, pd.Series]:
    return {row["song"]: row for _, row in table.songs.iterrows()}


def test_versions_of_a_song_are_one_row_that_goes_by_the_plainest() -> None:
    table = build_table(
        _tracks(
            {"id": "live", "title": "Creep - Live", "artists": ("Radiohead",), "popularity": 90.0},
            {"id": "plain", "title": "Creep", "artists": ("Radiohead",), "popularity": 80.0},
            {"id": "again", "title": "CREEP (2008 Remaster)", "artists": ("radiohead",)},
        )
    )
    [song] = table.songs.itertuples()
    assert (song.song, song.title, song.id) == ("radiohead/creep", "Creep", "plain")
    assert set(table.of_track) == {0}


def test_a_version_alone_keeps_its_full_title() -> None:
    table = build_table(
        _tracks({"id": "a", "title": "All the Time - Don Diablo Remix", "artists": ("Zara Larsson",)})
    )
    assert list(table.songs["title"]) == ["All the Time - Don Diablo Remix"]


def test_a_song_of_two_artists_is_one_whoever_is_named_first() -> None:
    table = build_table(
        _tracks(
            {"id": "a", "title": "Baila Conmigo", "artists": ("Selena Gomez", "Rauw Alejandro")},
            {"id": "b", "title": "Baila Conmigo", "artists": ("Rauw Alejandro",)},
            {"id": "c", "title": "Baila Conmigo (with Rauw Alejandro)", "artists": ("Selena Gomez",)},
        )
    )
    assert len(table.songs) == 1


def test_the_sound_is_that_of_a_measured_version_where_the_plainest_is_not() -> None:
    measured = dict.fromkeys(ATTRIBUTES, 0.5)
    table = build_table(
        _tracks(
            {"id": "plain", "title": "Creep", "artists": ("Radiohead",)},
            {"id": "live", "title": "Creep - Live", "artists": ("Radiohead",), **measured},
        )
    )
    assert table.songs["energy"].iloc[0] == 0.5
    assert table.songs["id"].iloc[0] == "plain"


def test_a_karaoke_track_is_a_version_of_its_owners_song() -> None:
    table = build_table(
        _tracks(
            {"id": "own", "title": "Dark Horse", "artists": ("Katy Perry",)},
            {
                "id": "sing",
                "title": "Dark Horse (Originally Performed By Katy Perry) [Karaoke Version]",
                "artists": ("Singing Machine",),
            },
        )
    )
    assert len(table.songs) == 1
    assert table.songs["id"].iloc[0] == "own"


def test_one_name_by_two_artists_are_two_songs() -> None:
    table = build_table(
        _tracks(
            {"id": "a", "title": "Hello", "artists": ("Adele",)},
            {"id": "b", "title": "Hello", "artists": ("Lionel Richie",)},
        )
    )
    songs = _songs(table)
    assert set(songs) == {"adele/hello", "lionel richie/hello"}
    assert all(song["cover_of"] == -1 for song in songs.values())


def test_a_telling_title_points_to_the_older_song_and_an_everyday_one_to_none() -> None:
    table = build_table(
        _tracks(
            {
                "id": "old",
                "title": "Bridge Over Troubled Water",
                "artists": ("Simon & Garfunkel",),
                "popularity": 89.0,
                "year": 1970.0,
            },
            {
                "id": "new",
                "title": "Bridge Over Troubled Water",
                "artists": ("Roberto Bates",),
                "popularity": 90.0,
                "year": 2018.0,
            },
            {"id": "x", "title": "The Night", "artists": ("One",), "popularity": 99.0},
            {"id": "y", "title": "The Night", "artists": ("Other",)},
            *OTHERS,
        )
    )
    songs = _songs(table)
    cover = songs["roberto bates/bridge over troubled water"]
    assert table.songs["song"].iloc[cover["cover_of"]] == "simon and garfunkel/bridge over troubled water"
    assert songs["simon and garfunkel/bridge over troubled water"]["cover_of"] == -1
    assert songs["other/the night"]["cover_of"] == -1


def test_a_hit_follows_no_little_known_song_whatever_their_years() -> None:
    title = "Bridge Over Troubled Water"
    hit = {"id": "hit", "title": title, "artists": ("Simon & Garfunkel",), "popularity": 95.0, "year": 1999.0}
    cover = {"id": "cover", "title": title, "artists": ("A Choir",), "popularity": 9.0, "year": 1990.0}
    songs = _songs(build_table(_tracks(*OTHERS, hit, cover)))
    assert songs["simon and garfunkel/bridge over troubled water"]["cover_of"] == -1
    assert songs["a choir/bridge over troubled water"]["cover_of"] >= 0


def test_a_title_that_says_it_is_a_cover_points_to_the_song_it_covers() -> None:
    table = build_table(
        _tracks(
            {"id": "a", "title": "Light Years", "artists": ("The National",), "popularity": 50.0},
            {"id": "b", "title": "Light Years - Cover Version", "artists": ("Somebody",), "popularity": 60.0},
        )
    )
    cover = _songs(table)["somebody/light years"]
    assert cover["cover_said"]
    assert table.songs["song"].iloc[cover["cover_of"]] == "national/light years"


def test_songs_stand_in_the_order_of_their_keys() -> None:
    """Ties between songs must say nothing of the playlists that they were read from."""
    rows: list[dict[str, object]] = [
        {"id": name, "title": name, "artists": ("z",)} for name in ("q", "b", "x", "a")
    ]
    keys = list(build_table(_tracks(*rows)).songs["song"])
    assert keys == sorted(keys)
