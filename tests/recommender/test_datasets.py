"""Loaders read each published layout, traps included, and name file, row and column of a fault."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from errors import DataError
from recommender.training.content import genres
from recommender.training.corpus import build_corpus
from recommender.training.datasets import Source, load_all
from recommender.training.tracks.datasets import load_tracks
from tests.recommender import layouts


def _weights(baskets: pd.DataFrame) -> dict[tuple[str, str], float]:
    rows = zip(baskets["basket"], baskets["artist"], baskets["weight"], strict=True)
    return {(basket, artist): weight for basket, artist, weight in rows}


def test_lastfm_keeps_quotes_and_artists_called_na(tmp_path: Path) -> None:
    (dataset,) = load_all([layouts.lastfm(tmp_path / "lastfm-2k")])
    assert _weights(dataset.baskets)[("1", "NA")] == 100.0
    assert _weights(dataset.baskets)[("3", "None")] == 300.0
    assert dataset.source is Source.LISTENERS


def test_lastfm_tags_are_latin_1_and_lose_artists_without_a_name(tmp_path: Path) -> None:
    (dataset,) = load_all([layouts.lastfm(tmp_path / "lastfm-2k")])
    assert dataset.tags[["artist", "tag", "basket"]].to_numpy().tolist() == [["Björk", "café pop", "1"]]


def test_spotify_songs_count_tracks_once_and_skip_rows_that_are_holes(tmp_path: Path) -> None:
    (dataset,) = load_all([layouts.spotify_songs(tmp_path / "spotify_songs.csv")])
    assert _weights(dataset.baskets) == {("p1", "Björk"): 2.0, ("p1", "NA"): 1.0}


def test_spotify_songs_say_when_each_song_came_out(tmp_path: Path) -> None:
    path = layouts.spotify_songs(tmp_path / "spotify_songs.csv")
    assert load_all([path])[0].years.empty  # where nobody says it
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    dates = ["1995-04-21", "1995-04-21", "1996", "NA", "2001-01"]
    dated = [
        f"{header},track_album_release_date",
        *(f"{row},{date}" for row, date in zip(rows, dates, strict=True)),
    ]
    path.write_text("\n".join(dated), encoding="utf-8")
    (dataset,) = load_all([path])
    assert dataset.years.to_numpy().tolist() == [["Björk", 1995.0], ["Björk", 1996.0]]


def test_playlist_archive_joins_quarters_credits_all_artists_and_drops_charts(tmp_path: Path) -> None:
    (dataset,) = load_all([layouts.playlist_archive(tmp_path / "archive")])
    assert _weights(dataset.baskets) == {("a", "Björk"): 2.0, ("a", "Arca"): 1.0}
    assert set(dataset.baskets["id"]) == {"x1", "x2"}


def test_artists_of_one_track_and_of_titles_with_a_word_in_common_are_linked(tmp_path: Path) -> None:
    """The word of a title counts from three playlists on; a chart's title is not asked."""
    path = layouts.playlist_archive(tmp_path / "archive")
    with (path / "playlists.csv").open("a", encoding="utf-8") as playlists:
        playlists.write("c,Evening Jazz,False\nd,Quiet evening,False\n")
    (dataset,) = load_all([path])
    links = dataset.links.groupby(["artist", "basket"])["tag"].agg(set).to_dict()
    assert links == {
        ("Björk", "a"): {"with_x1", "with_x2", "evening"},
        ("Arca", "a"): {"with_x1", "with_x2", "evening"},
    }


def test_a_playlists_genre_links_its_artists_and_describes_nobody(tmp_path: Path) -> None:
    (dataset,) = load_all([layouts.spotify_songs(tmp_path / "spotify_songs.csv")])
    assert set(dataset.links.loc[dataset.links["artist"] == "Björk", "tag"]) == {"pop", "art pop"}
    assert set(dataset.links["basket"]) == {"p1"}
    assert dataset.tags.empty


def test_genre_tables_give_tags_and_popularity(tmp_path: Path) -> None:
    (dataset,) = load_all([layouts.genres(tmp_path / "artist-genres")])
    assert set(zip(dataset.tags["artist"], dataset.tags["tag"], strict=True)) == {
        ("Björk", "art pop"),
        ("Björk", "electronica"),
        ("AC/DC", "hard rock"),
    }
    assert dict(zip(dataset.popularity["artist"], dataset.popularity["weight"], strict=True)) == {
        "Björk": 70.0,
        "NA": 10.0,
    }
    assert dataset.baskets.empty


def test_genres_of_a_mere_name_are_doubted_where_an_artist_is_known_by_an_id(tmp_path: Path) -> None:
    """Of `Nas`, looked up by name, a published table says what Lil Nas X is."""
    path = layouts.genres(tmp_path / "artist-genres")
    looked_up = ["artists,genres", "bjork,\"['electronica', 'queer country']\"", "AC/DC,\"['hard rock']\""]
    (path / "artists_genres.csv").write_text("\n".join(looked_up) + "\n", encoding="utf-8")
    (dataset,) = load_all([path])
    assert dataset.doubts.to_numpy().tolist() == [["bjork", "queer country"]]


def test_what_is_doubted_is_no_genre_of_a_card(tmp_path: Path) -> None:
    path = layouts.genres(tmp_path / "artist-genres")
    looked_up = ["artists,genres", "bjork,\"['electronica', 'queer country']\""]
    (path / "artists_genres.csv").write_text("\n".join(looked_up) + "\n", encoding="utf-8")
    mine = tmp_path / "mine.csv"
    mine.write_text("basket_id,artist\n1,Björk\n1,AC/DC\n2,Björk\n2,AC/DC\n", encoding="utf-8")
    corpus = build_corpus(load_all([path, mine]))
    of_bjork = genres(corpus)[corpus.keys.index("bjork")]
    assert set(of_bjork) == {"art pop", "electronica"}
    assert "queer country" in set(corpus.tags["tag"])  # the towers hear of it, which weigh it


def test_charts_give_popularity_and_no_baskets(tmp_path: Path) -> None:
    (dataset,) = load_all([layouts.charts(tmp_path / "charts.csv")])
    assert dict(zip(dataset.popularity["artist"], dataset.popularity["weight"], strict=True)) == {
        "Björk": 98.0,
        "Lady Gaga": 98.0,
    }
    assert dataset.baskets.empty


def test_charts_may_tell_of_artists_alone(tmp_path: Path) -> None:
    path = tmp_path / "charts.csv"
    path.write_text("daily_rank,artists,popularity\n1,Björk,98\n", encoding="utf-8")
    assert list(load_all([path])[0].popularity["artist"]) == ["Björk"]
    assert load_tracks([path])[0].tracks.empty


def test_own_data_comes_as_csv_or_parquet(tmp_path: Path) -> None:
    csv = layouts.generic(tmp_path / "mine.csv")
    parquet = tmp_path / "mine.parquet"
    pd.read_csv(csv, keep_default_na=False).to_parquet(parquet)
    (from_csv,), (from_parquet,) = load_all([csv]), load_all([parquet])
    assert _weights(from_csv.baskets) == _weights(from_parquet.baskets)
    assert _weights(from_csv.baskets)[("3", "NA")] == 3.0


@pytest.mark.parametrize("ending", [".CSV", ".tsv", ".TSV", ".Parquet"])
def test_a_table_is_told_by_its_ending_in_letters_of_either_case(tmp_path: Path, ending: str) -> None:
    folder = tmp_path / "sets"
    folder.mkdir()
    rows = pd.read_csv(layouts.generic(tmp_path / "mine.csv"), dtype=str, keep_default_na=False)
    path = folder / f"mine{ending}"
    if ending == ".Parquet":
        rows.to_parquet(path)
    else:
        rows.to_csv(path, sep="," if ending == ".CSV" else "\t", index=False)
    (plain,), (found,) = load_all([tmp_path / "mine.csv"]), load_all([folder])
    assert _weights(found.baskets) == _weights(plain.baskets)


def test_published_tables_may_come_with_tabs(tmp_path: Path) -> None:
    for layout in (layouts.spotify_songs, layouts.charts):
        rows = pd.read_csv(layout(tmp_path / "x.csv"), dtype=str, keep_default_na=False)
        rows.to_csv(tmp_path / "x.tsv", sep="\t", index=False)
        (plain,), (found,) = load_all([tmp_path / "x.csv"]), load_all([tmp_path / "x.tsv"])
        pd.testing.assert_frame_equal(found.baskets, plain.baskets)
        pd.testing.assert_frame_equal(found.popularity, plain.popularity)


def test_a_parquet_may_be_a_folder_of_parts(tmp_path: Path) -> None:
    """As Spark writes it; the rows of one listener stand in several of them."""
    parts = tmp_path / "plays.parquet"
    parts.mkdir()
    rows = pd.read_csv(layouts.generic(tmp_path / "mine.csv"), dtype=str, keep_default_na=False)
    rows.iloc[::2].to_parquet(parts / "part-00000.snappy.parquet")
    rows.iloc[1::2].to_parquet(parts / "part-00001.snappy.parquet")
    (parts / "_SUCCESS").touch()
    (whole,), (found,) = load_all([tmp_path / "mine.csv"]), load_all([parts])
    assert _weights(found.baskets) == _weights(whole.baskets)


@pytest.mark.parametrize("repeated", [False, True])
def test_a_parquet_may_keep_the_basket_as_the_index_of_its_rows(tmp_path: Path, *, repeated: bool) -> None:
    path = tmp_path / "mine.parquet"
    rows = pd.read_csv(layouts.generic(tmp_path / "mine.csv"), dtype=str, keep_default_na=False)
    rows.set_index("basket_id", drop=not repeated).to_parquet(path)
    (plain,), (found,) = load_all([tmp_path / "mine.csv"]), load_all([path])
    assert _weights(found.baskets) == _weights(plain.baskets)


def test_a_table_may_have_spaces_behind_its_commas(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text('basket_id, artist, weight\n1, "Earth, Wind & Fire", 3\n1, Björk, 2\n', encoding="utf-8")
    assert _weights(load_all([path])[0].baskets) == {("1", "Earth, Wind & Fire"): 3.0, ("1", "Björk"): 2.0}


@pytest.mark.parametrize(
    "rows",
    [
        'basket_id;artist;weight\r\n1;"Tyler; The Creator";3,5\r\n1;Earth, Wind & Fire;2\r\n',
        "\ufeffbasket_id;artist;weight\n1;'Til Tuesday, live;3.5\n",
        "basket_id\tartist\tweight\n1\tEarth, Wind & Fire; live\t3.5\n",
    ],
)
def test_a_csv_of_a_spreadsheet_may_have_semicolons_or_tabs(tmp_path: Path, rows: str) -> None:
    """As spreadsheets write it where numbers have decimal commas; with a byte order mark or without."""
    path = tmp_path / "mine.csv"
    path.write_bytes(rows.encode())
    (dataset,) = load_all([path])
    assert next(iter(dataset.baskets["weight"])) == 3.5
    assert any("," in name or ";" in name for name in dataset.baskets["artist"])


@pytest.mark.parametrize("column", ["basket_id", "artist"])
def test_a_row_of_a_parquet_without_a_basket_or_an_artist_is_named(tmp_path: Path, column: str) -> None:
    path = tmp_path / "mine.parquet"
    rows = pd.DataFrame({"basket_id": ["1", "2"], "artist": ["Björk", "Muse"]})
    rows.loc[1, column] = None
    rows.to_parquet(path)
    with pytest.raises(DataError, match=f"row 2, column '{column}'"):
        load_all([path])


def test_own_data_without_weights_counts_each_row_as_one(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("basket_id,artist\n1,Björk\n", encoding="utf-8")
    (dataset,) = load_all([path])
    assert _weights(dataset.baskets) == {("1", "Björk"): 1.0}


def test_a_directory_of_data_sets_gives_all_of_them(tmp_path: Path) -> None:
    layouts.lastfm(tmp_path / "lastfm-2k")
    layouts.genres(tmp_path / "artist-genres")
    layouts.generic(tmp_path / "mine.csv")
    assert [dataset.name for dataset in load_all([tmp_path])] == ["artist-genres", "lastfm-2k", "mine"]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (
            "basket_id,artist,weight\n1,Björk,3\n2,Muse,many\n",
            "row 3, column 'weight': 'many'",
        ),
        ("basket_id,artist,weight\n1,Björk,0\n", "row 2, column 'weight': 0 is not allowed"),
        ("basket_id,artist,weight\n1,Muse,3\n1,Björk,-5\n", "row 3, column 'weight': -5 is not allowed"),
        ("basket_id,artist,weight\n1,Björk,inf\n", "row 2, column 'weight': 'inf' is not a number"),
        ("basket_id,artist,weight\n1,Björk,1e309\n", "row 2, column 'weight': '1e309'"),
        ("basket_id,artist,weight\n", "holds no rows"),
        ("artists,genres\n", "holds no rows"),
        ("basket_id,artist,weight\n1, ,2\n", "row 2, column 'artist'"),
        ("basket_id,artist\n1,Björk\n,Muse\n", "row 3, column 'basket_id': '' is not allowed"),
        ("basket_id,artist,weight\n1,Björk\n", "row 2"),
        (
            "basket_id,artist,weight\n1,Sade, Adu,2\n1,Björk,3\n",
            "row 2: more fields than the header",
        ),
        (
            "basket_id,artist,weight\n1,Björk,3\n1,Sade, Adu,2\n",
            "row 3: more fields than the header",
        ),
        ('basket_id,artist\n1,Muse\n1,"Heroes\n2,Björk\n', "row 3: a quotation mark that begins here"),
        (
            'basket_id,artist\n1,"Heroes\n2,Björk\n3,"Weird Al" Yankovic\n',
            "row 2, column 'artist': a quotation mark that begins here",
        ),
        ("basket_id,artist,weight\n1,Björk,3\n\n \n2,Muse,many\n", "row 5, column 'weight': 'many'"),
        (
            'basket_id,note,artist,weight\n1,"two\nlines",Björk,3\n2,,Muse,many\n',
            "row 4, column 'weight': 'many'",
        ),
        (
            'basket_id, note, artist, weight\n1, "two\nlines", Björk, 3\n2,, Muse, many\n',
            "row 4, column 'weight': 'many'",
        ),
        ("basket_id;artist;weight\n1;Björk;3,5\n\n2;Muse;1.254,5\n", "row 4, column 'weight': '1.254,5'"),
        ("basket_id;artist\n1;Tyler; The Creator\n", "row 2: more fields than the header"),
        ("basket_id,artist,weight\n1,Björk,1e-60\n", "row 2, column 'weight': 1e-60 is not allowed"),
        ("basket_id,artist,weight\n1,Björk,1.7e308\n", "row 2, column 'weight': 1.7e+308 is not allowed"),
    ],
)
def test_a_fault_is_named_with_file_row_and_column(tmp_path: Path, content: str, complaint: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError) as fault:
        load_all([path])
    assert str(path) in str(fault.value)
    assert complaint in str(fault.value)


def test_two_files_of_one_name_hold_different_listeners_and_one_named_twice_the_same(tmp_path: Path) -> None:
    for year in ("2023", "2024"):
        (tmp_path / year).mkdir()
        layouts.generic(tmp_path / year / "plays.csv")
    found = load_all([tmp_path, tmp_path / "2023" / ".." / "2023" / "plays.csv"])
    assert [dataset.name for dataset in found] == ["plays", "plays (2)"]


def test_own_plays_with_names_and_genres_beside_them_are_plays(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("basket_id,artist,weight,name,genres\n1,Björk,3,Jóga,art pop\n", encoding="utf-8")
    [dataset] = load_all([path])
    assert list(dataset.baskets["artist"]) == ["Björk"]
    assert dataset.tags.empty


@pytest.mark.parametrize(
    "layout",
    [
        layouts.lastfm,
        layouts.spotify_songs,
        layouts.playlist_archive,
        layouts.genres,
        layouts.charts,
        layouts.generic,
    ],
)
def test_headers_without_rows_are_said_of_every_layout(
    tmp_path: Path, layout: Callable[[Path], Path]
) -> None:
    path = layouts.without_rows(layout(tmp_path / "set.csv"))
    with pytest.raises(DataError, match=r"set\.csv: holds no rows"):
        load_all([layouts.generic(tmp_path / "mine.csv"), path])


@pytest.mark.parametrize(
    ("file", "line", "complaint"),
    [
        ("artists.dat", "10\tOnce More\t\t\n", "twice"),
        ("artists.dat", "99\n", "column 'name': '' is not allowed"),
        ("user_artists.dat", "2\t1\t-5\n", "below one"),
    ],
)
def test_rows_that_no_listening_has_are_named(tmp_path: Path, file: str, line: str, complaint: str) -> None:
    path = layouts.lastfm(tmp_path / "lastfm-2k")
    with (path / file).open("a", encoding="utf-8") as more:
        more.write(line)
    with pytest.raises(DataError, match=rf"{file}: row \d+.*{complaint}"):
        load_all([path])


def test_what_is_hidden_in_a_directory_is_left_alone(tmp_path: Path) -> None:
    layouts.generic(tmp_path / "mine.csv")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "other.csv").write_text("a,b\n", encoding="utf-8")
    assert [dataset.name for dataset in load_all([tmp_path])] == ["mine"]


def test_folders_without_tables_are_passed_over(tmp_path: Path) -> None:
    """An engineer's notes, and the bundle that was trained beside the data."""
    layouts.generic(tmp_path / "mine.csv")
    for folder, file in (("notes", "read.txt"), ("my-bundle", "manifest.json")):
        (tmp_path / folder / "more").mkdir(parents=True)
        (tmp_path / folder / file).write_text("{}", encoding="utf-8")
    assert [dataset.name for dataset in load_all([tmp_path])] == ["mine"]


@pytest.mark.parametrize("layout", [layouts.lastfm, layouts.playlist_archive])
def test_what_lies_beside_a_published_set_is_read_too(tmp_path: Path, layout: Callable[[Path], Path]) -> None:
    path = layout(tmp_path / "sets")
    layouts.generic(path / "mine.csv")
    layouts.genres(path / "artist-genres")
    (path / "about.csv").write_text("file,rows\nmine,3\n", encoding="utf-8")  # describes, and is no data
    (published,) = load_all([layout(tmp_path / "alone")])
    assert [dataset.name for dataset in load_all([path])] == [published.name, "artist-genres", "mine"]


@pytest.mark.parametrize(
    ("layout", "file", "row"),
    [
        (layouts.spotify_songs, "", "t9,Song,Björk,Mix, ,pop,art pop\n"),
        (layouts.playlist_archive, "playlists.csv", ",Evening,False\n"),
    ],
)
def test_rows_without_a_playlist_are_no_playlist(
    tmp_path: Path, layout: Callable[[Path], Path], file: str, row: str
) -> None:
    path = layout(tmp_path / "set.csv")
    with (path / file if file else path).open("a", encoding="utf-8") as more:
        more.write(row)
    with pytest.raises(DataError, match=r"column 'playlist_id': '.?' is not allowed"):
        load_all([path])


def test_a_missing_file_inside_a_set_is_named(tmp_path: Path) -> None:
    path = layouts.lastfm(tmp_path / "lastfm-2k")
    (path / "tags.dat").unlink()
    with pytest.raises(DataError, match=r"tags\.dat: no such file"):
        load_all([path])


def test_wrong_bytes_are_named_with_their_row(tmp_path: Path) -> None:
    path = layouts.lastfm(tmp_path / "lastfm-2k")
    (path / "artists.dat").write_bytes("id\tname\turl\tpictureURL\n10\tBjörk\tx\ty\n".encode("iso-8859-1"))
    with pytest.raises(DataError, match=r"artists\.dat: row 2: not utf-8"):
        load_all([path])


def test_a_missing_column_is_named_with_what_was_found(tmp_path: Path) -> None:
    path = layouts.lastfm(tmp_path / "lastfm-2k")
    (path / "user_artists.dat").write_text("userID\tartistID\n1\t10\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"user_artists\.dat: row 1: column 'weight' is missing"):
        load_all([path])


def test_genres_are_never_evaluated_as_code(tmp_path: Path) -> None:
    path = layouts.genres(tmp_path / "artist-genres")
    (path / "artists_genres.csv").write_text("artists,genres\nMuse,\"__import__('os')\"\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"artists_genres\.csv: row 2, column 'genres'"):
        load_all([path])


def test_an_unknown_layout_and_a_missing_path_are_said(tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    found = r"no known data layout here \(columns found: a, b; needed: basket_id, artist, or those"
    with pytest.raises(DataError, match=found):
        load_all([tmp_path / "notes.csv"])
    (tmp_path / "notes.txt").write_text("basket_id,artist\n1,Björk\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"no known data layout here \(a table ends in \.csv, \.tsv or"):
        load_all([tmp_path / "notes.txt"])
    with pytest.raises(DataError, match="no such file or directory"):
        load_all([tmp_path / "nowhere"])
