"""Small data sets in every published layout, written as their publishers write them."""

import gzip
from pathlib import Path

LISTENERS = {1: ["Björk", "NA", "AC/DC"], 2: ["Björk", "AC/DC", "!!!"], 3: ["None", "NA", "Björk"]}


def lastfm(path: Path) -> Path:
    """HetRec's directory: tab-separated, unquoted, UTF-8 names, ISO-8859-1 tags."""
    path.mkdir()
    names = sorted({name for owned in LISTENERS.values() for name in owned} | {'The "Quotes'})
    ids = {name: number for number, name in enumerate(names, start=10)}
    rows = [f"{ids[name]}\t{name}\thttp://x\thttp://y" for name in names]
    _write(path / "artists.dat", ["id\tname\turl\tpictureURL", *rows])
    plays = [f"{user}\t{ids[name]}\t{100 * user}" for user, owned in LISTENERS.items() for name in owned]
    _write(path / "user_artists.dat", ["userID\tartistID\tweight", *plays])
    _write(path / "tags.dat", ["tagID\ttagValue", "1\tcafé pop"], encoding="iso-8859-1")
    tagged = [f"1\t{ids['Björk']}\t1\t1\t4\t2009", "2\t99999\t1\t1\t4\t1956"]
    _write(path / "user_taggedartists.dat", ["userID\tartistID\ttagID\tday\tmonth\tyear", *tagged])
    return path


def spotify_songs(path: Path) -> Path:
    header = "track_id,track_name,track_artist,playlist_name,playlist_id,playlist_genre,playlist_subgenre"
    rows = [
        "t1,Army of Me,Björk,Mix,p1,pop,art pop",
        "t1,Army of Me,Björk,Mix,p1,pop,art pop",
        "t2,Hyperballad,Björk,Mix,p1,pop,art pop",
        't3,"Song, with comma",NA,Mix,p1,pop,art pop',
        "t4,NA,NA,Mix,p1,pop,art pop",
    ]
    return _write(path, [header, *rows])


def playlist_archive(path: Path) -> Path:
    path.mkdir()
    playlists = ["playlist_id,playlist_name,is_chart", "a,Evening,False", "b,Top 50,True"]
    _write(path / "playlists.csv", playlists)
    rows = [
        "playlist_id,quarter,track_id,track_name,artist_ids,artist_names,album",
        "a,2021Q1,t1,One,x1|x2,Björk|Arca,One",
        "a,2021Q2,t1,One,x1|x2,Björk|Arca,One",
        "a,2021Q2,t2,Two,x1,Björk,Two",
        "a,2021Q2,t3,Torn,x1,One|Two,Torn",
        "b,2021Q1,t9,Hit,x9,Chart Act,Hit",
    ]
    with gzip.open(path / "playlist_tracks.csv.gz", "wt", encoding="utf-8") as out:
        out.write("\n".join(rows) + "\n")
    return path


def genres(path: Path) -> Path:
    path.mkdir()
    _write(
        path / "artists_2019.csv",
        [
            "uri,followers,genres,name,popularity",
            "spotify:artist:1,10,\"['Art Pop', 'electronica']\",Björk,70",
            "spotify:artist:2,5,[],NA,10",
        ],
    )
    _write(path / "artists_genres.csv", ["artists,genres", "AC/DC,\"['hard rock']\""])
    return path


def charts(path: Path) -> Path:
    rows = ["spotify_id,name,artists,daily_rank,country,popularity", 's1,Hit,"Lady Gaga, Björk",1,,98']
    return _write(path, [*rows, "s2,Other,Björk,2,SE,40"])


def generic(path: Path) -> Path:
    rows = [f"{user},{name},{user}" for user, owned in LISTENERS.items() for name in owned]
    return _write(path, ["basket_id,artist,weight", *rows])


def without_rows(path: Path) -> Path:
    """The same set with nothing but the headers of its tables."""
    for file in sorted(path.iterdir()) if path.is_dir() else [path]:
        opened = gzip.open if file.suffix == ".gz" else open
        with opened(file, "rb") as table:
            header = table.readline()
        with opened(file, "wb") as table:
            table.write(header)
    return path


def _write(path: Path, lines: list[str], encoding: str = "utf-8") -> Path:
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path
