"""Every service and dialect is read for what it is, whatever its file is called."""

import json
from collections.abc import Callable
from io import BytesIO

import pytest

from listening.messages import Batch, FileRead, Heard, LeftOut, Message, Problem, Refused, decode, encode
from listening.worker import read_upload
from tests.listening import exports
from tests.listening.exports import Listen, as_csv, as_json, as_lines, as_zip

T = 1_600_000_000 - 1_600_000_000 % 60
LISTENS: list[Listen] = [
    ("Radiohead", "Creep", T + 7),
    ("Radiohead", 'Just, "quoted"; and ; semicolons', T + 600),
    ("Björk", "Jóga", T + 1200),
    ("Кино", "Группа крови", T + 1800),
    ("Radiohead", "Creep", T + 2400),
    ("坂本龍一", "Merry Christmas Mr. Lawrence", T + 3000),
    ("AC/DC", "T.N.T.", T + 3600),
    ("AC/DC", "Thunderstruck", T + 4200),
    ("Sigur Rós", "Hoppípolla", T + 4800),
]


def read(data: bytes) -> list[Message]:
    """What the reader says, after it went through the pipe's form."""
    return [decode(encode(message)) for message in read_upload(BytesIO(data))]


def songs(messages: list[Message]) -> list[Heard]:
    return [song for message in messages if isinstance(message, Batch) for song in message.songs]


def files(messages: list[Message]) -> list[FileRead]:
    return [message for message in messages if isinstance(message, FileRead)]


def plays(messages: list[Message]) -> list[Listen]:
    """All plays in the order of their time."""
    found = [(song.artist, song.track, at) for song in songs(messages) for at, _, _ in song.plays]
    return sorted(found, key=lambda play: play[2])


def to_minutes(listens: list[Listen]) -> list[Listen]:
    return [(artist, track, at // 60 * 60) for artist, track, at in listens]


def extended() -> bytes:
    return as_json([exports.extended_row(*listen) for listen in LISTENS])


def old_endsong() -> bytes:
    rows = [exports.extended_row(*listen) for listen in LISTENS]
    for row in rows:
        row["ip_addr"] = row.pop("ip_addr_decrypted")
        del row["shuffle"], row["incognito_mode"]
    return as_json(rows, indent=2)


def account() -> bytes:
    return as_json([exports.account_row(*listen) for listen in LISTENS], indent=2)


def listenbrainz() -> bytes:
    return as_json([exports.listenbrainz_row(*listen) for listen in LISTENS])


def listenbrainz_lines() -> bytes:
    return as_lines(exports.listenbrainz_row(*listen) for listen in LISTENS)


def listenbrainz_timestamp() -> bytes:
    rows = [exports.listenbrainz_row(*listen) for listen in LISTENS]
    for row in rows:
        at = row.pop("listened_at")
        assert isinstance(at, int)
        row["timestamp"] = exports.iso(at)
    return as_lines(rows)


def listenbrainz_answer() -> bytes:
    rows = [exports.listenbrainz_row(*listen) for listen in LISTENS]
    return json.dumps({"payload": {"count": len(rows), "listens": rows, "user_id": "robin"}}).encode()


def youtube() -> bytes:
    return as_json([exports.youtube_row(f"{a} - Topic", f"Watched {t}", at) for a, t, at in LISTENS])


def youtube_german() -> bytes:
    return as_json([exports.youtube_row(f"{a} – Thema", f"{t} angesehen", at) for a, t, at in LISTENS])


def youtube_klingon() -> bytes:
    return as_json([exports.youtube_row(f"{a} - Topic", f"bejpu'ta' {t}", at) for a, t, at in LISTENS])


def youtube_russian_quoted() -> bytes:
    rows = [exports.youtube_row(a, f'Просмотрено видео "{t}"', at) for a, t, at in LISTENS]
    return as_json(rows[-4:] + rows[:-4])


def lastfm(date: Callable[[int], object], order: str, header: list[str] | None = None) -> bytes:
    cells = [
        {"a": artist, "b": "Some Album", "t": track, "d": date(at), "m": "", "u": at}
        for artist, track, at in LISTENS
    ]
    rows: list[list[object]] = [[row[column] for column in order] for row in cells]
    return as_csv([header, *rows] if header else rows)


def lastfm_iso() -> bytes:
    return lastfm(exports.iso, "abtd")


EXACT: dict[str, Callable[[], bytes]] = {
    "extended": extended,
    "endsong": old_endsong,
    "listenbrainz": listenbrainz,
    "listenbrainz lines": listenbrainz_lines,
    "listenbrainz timestamp": listenbrainz_timestamp,
    "listenbrainz answer": listenbrainz_answer,
    "youtube": youtube,
    "youtube german": youtube_german,
    "youtube in a language nobody told us of": youtube_klingon,
    "youtube russian, quoted": youtube_russian_quoted,
    "last.fm with uts": lambda: lastfm(
        exports.words,
        "udambmtm",
        ["uts", "utc_time", "artist", "artist_mbid", "album", "album_mbid", "track", "track_mbid"],
    ),
    "last.fm with milliseconds": lambda: lastfm(
        lambda at: at * 1000, "abmtd", ["Artist", "Album", "AlbumId", "Track", "Date#robin"]
    ),
    "last.fm iso": lambda: lastfm(exports.iso, "dtab", ["Date", "Title", "Artist", "Album"]),
    "last.fm epoch, no header": lambda: lastfm(lambda at: at, "dtab"),
    "last.fm track first, no header": lambda: lastfm(exports.iso, "tad"),
}
MINUTES: dict[str, Callable[[], bytes]] = {
    "account data": account,
    "last.fm in words, no header": lambda: lastfm(exports.words, "abtd"),
    "last.fm in words without a comma": lambda: lastfm(lambda at: exports.words(at).replace(",", ""), "abtd"),
    "last.fm minutes": lambda: lastfm(exports.minute, "tbad", ["Track", "Album", "Artist", "Date"]),
}


@pytest.mark.parametrize("shape", EXACT)
def test_every_shape_is_read_to_the_second(shape: str) -> None:
    assert plays(read(EXACT[shape]())) == LISTENS


@pytest.mark.parametrize("shape", MINUTES)
def test_shapes_that_know_the_minute_say_so(shape: str) -> None:
    messages = read(MINUTES[shape]())
    assert plays(messages) == to_minutes(LISTENS)
    assert {exact for song in songs(messages) for _, _, exact in song.plays} == {False}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("quoted", [True, False])
def test_a_table_may_be_parted_by_any_sign(delimiter: str, *, quoted: bool) -> None:
    rows = [(artist, "Album", track, exports.iso(at)) for artist, track, at in LISTENS]
    assert plays(read(as_csv(rows, delimiter, quoted=quoted))) == LISTENS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("shape", [extended, listenbrainz_lines, lastfm_iso])
def test_any_unicode_encoding_is_read(encoding: str, shape: Callable[[], bytes]) -> None:
    assert plays(read(shape().decode().encode(encoding))) == LISTENS


def test_all_services_may_come_in_one_zip_with_their_folders_and_clutter() -> None:
    messages = read(
        as_zip(
            {
                f"{exports.SPOTIFY_FOLDER}/Streaming_History_Audio_2020_1.json": extended(),
                f"{exports.SPOTIFY_FOLDER}/ReadMeFirst_ExtendedStreamingHistory.pdf": b"%PDF-1.4 \x00\x01",
                "Spotify Account Data/StreamingHistory_music_0.json": account(),
                "Spotify Account Data/Userdata.json": b'{"username": "robin", "country": "DE"}',
                "Takeout/YouTube and YouTube Music/history/watch-history.json": youtube(),
                "listens/2020/9.jsonl": listenbrainz_lines(),
                "user.json": b'{"user_id": 1, "username": "robin"}',
                "__MACOSX/._watch-history.json": b"\x00\x05",
                "robin.csv": lastfm_iso(),
            }
        )
    )
    problems = {file.name: file.problem for file in files(messages)}
    assert problems == {
        "Streaming_History_Audio_2020_1.json": None,
        "ReadMeFirst_ExtendedStreamingHistory.pdf": Problem.UNKNOWN,
        "StreamingHistory_music_0.json": None,
        "Userdata.json": Problem.UNKNOWN,
        "watch-history.json": None,
        "9.jsonl": None,
        "user.json": Problem.UNKNOWN,
        "robin.csv": None,
    }
    assert len(plays(messages)) == 5 * len(LISTENS)


def test_what_is_no_music_is_told_apart() -> None:
    rows = [
        exports.extended_row("Radiohead", "Creep", T),
        exports.extended_row("Radiohead", "Creep", T + 300, ms=29_999),
        exports.extended_row("Radiohead", "Creep", T + 600, ms=30_000),
        exports.podcast_row(T),
        exports.podcast_row(T),
        exports.audiobook_row(T),
        exports.extended_row(None, None, T),
        exports.extended_row("Unknown Artist", "Track 1", T),
        exports.extended_row("Radiohead", "Creep", 0),
        {"something": "else"},
    ]
    messages = read(as_json(rows))
    [file] = files(messages)
    assert (file.plays, file.skips, file.first, file.last) == (2, 1, T, T + 600)
    assert file.left_out == {
        LeftOut.PODCAST: 2,
        LeftOut.AUDIOBOOK: 1,
        LeftOut.UNNAMED: 2,
        LeftOut.UNDATED: 1,
        LeftOut.UNREADABLE: 1,
    }
    [song] = songs(messages)
    assert [listened for _, listened, _ in song.plays] == [True, False, True]


def test_plain_youtube_and_advertisements_are_no_music() -> None:
    rows = [
        exports.youtube_row("Radiohead - Topic", "Watched Creep", T),
        exports.youtube_row("Some Channel", "Watched A cat", T, header="YouTube"),
        exports.youtube_row("Radiohead - Topic", "Watched Karma Police", T + 5, header="YouTube"),
        exports.youtube_row(None, "Watched https://music.youtube.com/watch?v=gone", T),
        exports.youtube_row("Shop", "Watched Buy", T) | {"details": [{"name": "From Google Ads"}]},
        exports.youtube_row("AdeleVEVO", "Watched Hello", T + 9),
    ]
    messages = read(as_json(rows))
    assert plays(messages) == [
        ("Radiohead", "Creep", T), ("Radiohead", "Karma Police", T + 5), ("Adele", "Hello", T + 9)
    ]  # fmt: skip
    assert files(messages)[0].left_out == {LeftOut.NOT_MUSIC: 2, LeftOut.UNNAMED: 1}


def test_podcasts_and_audiobooks_of_account_data_are_told_apart() -> None:
    podcast = {"endTime": "2020-09-13 12:26", "podcastName": "Show", "episodeName": "One", "msPlayed": 9}
    book = {"endTime": "2020-09-13 12:26", "audiobookName": "Book", "chapterName": "One", "msPlayed": 9}
    for row, reason in ((podcast, LeftOut.PODCAST), (book, LeftOut.AUDIOBOOK)):
        [file] = files(read(as_json([row])))
        assert (file.problem, file.left_out) == (None, {reason: 1})


def test_a_library_is_read_as_what_is_kept_in_it() -> None:
    library = {
        "tracks": [{"artist": "Radiohead", "album": "X", "track": "Creep", "uri": "spotify:track:1"}],
        "albums": [{"artist": "Björk", "album": "Homogenic", "uri": "spotify:album:1"}],
        "shows": [{"name": "Show", "publisher": "P"}],
        "episodes": [],
        "bannedTracks": [{"artist": "Nobody", "track": "No", "album": "N"}, {"artist": "Nobody"}],
        "artists": [{"name": "Кино", "uri": "spotify:artist:1"}],
        "bannedArtists": [{"name": "Nickelback", "uri": "spotify:artist:2"}],
        "other": [],
    }
    messages = read(json.dumps(library).encode())
    assert songs(messages) == [
        Heard("Björk", "", (), True, False),
        Heard("Кино", "", (), True, False),
        Heard("Nickelback", "", (), False, True),
        Heard("Radiohead", "Creep", (), True, False),
        Heard("Nobody", "No", (), False, True),
    ]
    assert files(messages)[0].saved == 3
    assert files(messages)[0].left_out == {LeftOut.PODCAST: 1, LeftOut.UNNAMED: 1}


def test_a_library_of_banned_artists_alone_is_read() -> None:
    library = {"tracks": [], "bannedArtists": [{"name": "Nickelback"}]}
    messages = read(json.dumps(library).encode())
    assert songs(messages) == [Heard("Nickelback", "", (), False, True)]
    assert (files(messages)[0].saved, files(messages)[0].banned) == (0, 1)


def test_playlists_are_read_with_local_tracks_and_without_episodes() -> None:
    def item(**parts: object) -> dict[str, object]:
        return {"track": None, "episode": None, "localTrack": None, "addedDate": "2020-01-01", **parts}

    track = {"trackName": "Creep", "artistName": "Radiohead", "albumName": "X", "trackUri": "spotify:track:1"}
    playlist = {
        "name": "Mine",
        "lastModifiedDate": "2020-01-01",
        "items": [item(track=track), item(episode={"episodeName": "E"}), item(localTrack={"uri": "x"})],
    }
    messages = read(json.dumps({"playlists": [playlist, playlist]}).encode())
    assert songs(messages) == [Heard("Radiohead", "Creep", (), True, False)]
    assert files(messages)[0].left_out == {LeftOut.PODCAST: 2, LeftOut.UNNAMED: 2}


@pytest.mark.parametrize("shape", ["extended", "listenbrainz lines"])
def test_nothing_of_the_personal_columns_leaves_the_reader(shape: str) -> None:
    said = b"".join(map(encode, read_upload(BytesIO(EXACT[shape]()))))
    assert [secret for secret in exports.SECRETS if secret.encode() in said] == []


def test_names_are_made_fit_to_show() -> None:
    rows = [exports.extended_row("  Radio\u0000head\ud800\u202e ", "x" * 5000, T)]
    [song] = songs(read(json.dumps(rows).encode()))
    assert song.artist.startswith("Radio head")
    assert song.artist.isprintable()
    assert len(song.track) == 200


def test_a_broken_file_says_nothing_of_its_rows_and_leaves_the_others_alone() -> None:
    messages = read(as_zip({"1.json": extended(), "2.json": extended()[:-200], "3.json": extended()}))
    assert [file.problem for file in files(messages)] == [None, Problem.BROKEN, None]
    assert len(plays(messages)) == 2 * len(LISTENS)
    assert [type(message) for message in messages] == [FileRead, Batch, FileRead, FileRead, Batch]


def test_many_plays_come_in_batches_of_bounded_size() -> None:
    rows = [(f"Artist {n % 7}", f"Song {n % 11}", exports.iso(T + n * 200)) for n in range(20_000)]
    messages = read(as_csv(rows))
    sizes = [sum(len(song.plays) for song in one.songs) for one in messages if isinstance(one, Batch)]
    assert sum(sizes) == 20_000
    assert max(sizes) < 6000


@pytest.mark.parametrize(
    "broken", [Refused(Problem.EMPTY), FileRead("x", Problem.NESTED, 0, 0, 0, 0, None, None, {})]
)
def test_messages_come_out_of_the_pipe_as_they_went_in(broken: Message) -> None:
    assert decode(encode(broken)) == broken
