"""Exports as the services and tools really write them, each with its quirks, the files around them too."""

import json
import math
from datetime import UTC, datetime

import pytest

from listening.messages import LeftOut, Problem, Refused
from tests.listening import exports
from tests.listening.exports import as_json, as_lines, as_zip
from tests.listening.test_reading import files, plays, read, songs

CREEP = ("Radiohead", "Creep")
JOGA = ("Björk", "Jóga")


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


# Spotify


def spotify_2024(**changes: object) -> dict[str, object]:
    """A row as of 2024: `ip_addr`, audiobook columns, no user name."""
    return {
        "ts": "2024-02-03T10:11:12Z",
        "platform": "ios",
        "ms_played": 201_000,
        "conn_country": exports.SECRETS[3],
        "ip_addr": exports.SECRETS[0],
        "master_metadata_track_name": "Creep",
        "master_metadata_album_artist_name": "Radiohead",
        "master_metadata_album_album_name": "Pablo Honey",
        "spotify_track_uri": "spotify:track:70LcF31zb1H0PyJoS1Sx1r",
        "episode_name": None,
        "episode_show_name": None,
        "spotify_episode_uri": None,
        "audiobook_title": None,
        "audiobook_uri": None,
        "audiobook_chapter_uri": None,
        "audiobook_chapter_title": None,
        "reason_start": "clickrow",
        "reason_end": "trackdone",
        "shuffle": False,
        "skipped": False,
        "offline": False,
        "offline_timestamp": 1706955072,
        "incognito_mode": False,
        **changes,
    }


NO_TRACK = {
    "master_metadata_track_name": None,
    "master_metadata_album_artist_name": None,
    "master_metadata_album_album_name": None,
    "spotify_track_uri": None,
}


def test_spotify_of_2024_tells_audiobooks_and_videos_from_music() -> None:
    chapter = {
        "audiobook_title": "A Book",
        "audiobook_chapter_title": "One",
        "audiobook_uri": "spotify:show:1",
    }
    rows = [
        spotify_2024(),
        spotify_2024(**NO_TRACK, **chapter),
        spotify_2024(**NO_TRACK, audiobook_chapter_uri="spotify:episode:2"),
        spotify_2024(**NO_TRACK, episode_name="E", episode_show_name="S", spotify_episode_uri="spotify:episode:1"),
        spotify_2024(**NO_TRACK),
        spotify_2024(skipped=True, ms_played=0, ts="2024-02-03T10:12:12Z"),
    ]  # fmt: skip
    [file] = files(read(as_json(rows)))
    assert (file.plays, file.skips) == (1, 1)
    assert file.left_out == {LeftOut.AUDIOBOOK: 2, LeftOut.PODCAST: 1, LeftOut.UNNAMED: 1}


def test_a_video_history_of_episodes_alone_holds_no_music() -> None:
    rows = [spotify_2024(**NO_TRACK, episode_name="E", spotify_episode_uri="spotify:episode:1")] * 30
    [file] = files(read(as_zip({"Streaming_History_Video_2019-2024.json": as_json(rows)})))
    assert (file.problem, file.plays, file.left_out) == (None, 0, {LeftOut.PODCAST: 30})


@pytest.mark.parametrize(
    "ts", ["2016-08-05T19:16:45Z", "2016-08-05 19:16:45 UTC", "2016-08-05T19:16:45.000Z"]
)
def test_old_endsong_files_write_time_in_their_own_ways(ts: str) -> None:
    row = {
        "ts": ts,
        "username": exports.SECRETS[1],
        "platform": "Windows 10 (10.0.10586; x64)",
        "ms_played": "176000",
        "conn_country": "DE",
        "ip_addr_decrypted": exports.SECRETS[0],
        "user_agent_decrypted": "unknown",
        "city": None,
        "region": None,
        "metro_code": None,
        "longitude": None,
        "latitude": None,
        "master_metadata_track_name": "Creep",
        "master_metadata_album_artist_name": "Radiohead",
        "skipped": 1,
        "offline_timestamp": "1470424605",
    }
    assert plays(read(as_json([row]))) == [(*CREEP, at("2016-08-05 19:16:45"))]


@pytest.mark.parametrize(
    "nobody", ["Unknown Artist", "Неизвестный исполнитель", "Artista desconocido", "不明なアーティスト"]
)
def test_nobody_is_nobody_in_every_language(nobody: str) -> None:
    [file] = files(read(as_json([exports.account_row(nobody, "Track 1", 1_600_000_000)])))
    assert (file.plays, file.left_out) == (0, {LeftOut.UNNAMED: 1})


def test_account_data_of_2018_calls_the_end_time() -> None:
    row = {"artistName": "Radiohead", "trackName": "Creep", "time": "2018-03-01 09:42", "msPlayed": 99_000}
    assert plays(read(as_json([row]))) == [(*CREEP, at("2018-03-01 09:42"))]


def test_of_two_plays_in_one_second_that_which_was_listened_to_is_kept() -> None:
    twice = [spotify_2024(ms_played=1_000, skipped=True), spotify_2024()]
    [song] = songs(read(as_json(twice)))
    assert song.plays[0][1] is True


def test_milliseconds_written_as_text_still_tell_a_skip() -> None:
    rows = [spotify_2024(ms_played="9000"), spotify_2024(ms_played="90000", ts="2024-02-03T10:12:12Z")]
    [file] = files(read(as_json(rows)))
    assert (file.plays, file.skips) == (1, 1)


ACCOUNT_ZIP = {
    "StreamingHistory_music_0.json": as_json([exports.account_row(*CREEP, 1_700_000_000)], indent=2),
    "StreamingHistory_podcast_0.json": as_json(
        [{"endTime": "2023-01-01 10:00", "podcastName": "P", "episodeName": "E", "msPlayed": 99_999}]
    ),
    "StreamingHistory_audiobook_0.json": as_json(
        [{"endTime": "2023-01-01 10:00", "audiobookName": "B", "chapterName": "C", "msPlayed": 99_999}]
    ),
    "YourLibrary.json": json.dumps(
        {"tracks": [{"artist": "Björk", "album": "A", "track": "Jóga", "uri": "spotify:track:1"}], "albums": []}
    ).encode(),
    "Playlist1.json": json.dumps(
        {
            "playlists": [
                {
                    "name": "Mine",
                    "lastModifiedDate": "2023-01-01",
                    "collaborators": [],
                    "items": [
                        {
                            "track": {"trackName": "X", "artistName": "Кино", "albumName": "A", "trackUri": "u"},
                            "episode": None,
                            "audiobook": None,
                            "localTrack": None,
                            "addedDate": "2022-01-01",
                        }
                    ],
                    "description": None,
                    "numberOfFollowers": 0,
                }
            ]
        }
    ).encode(),
    "Userdata.json": b'{"username": "robin", "email": "x@example.org", "country": "DE", "birthdate": "1999-01-01"}',
    "Identifiers.json": b'{"identifierType": "EMAIL", "identifierValue": "x@example.org"}',
    "Identity.json": b'{"displayName": "Robin", "firstName": null, "imageUrl": null, "tasteMaker": false}',
    "Follow.json": b'{"userIsFollowing": ["a"], "userIsFollowedBy": [], "userIsBlocking": []}',
    "Inferences.json": b'{"inferences": ["1P_Custom_X"]}',
    "Payments.json": b'{"payment_method": "x"}',
    "SearchQueries.json": as_json(
        [{"platform": "IPHONE", "searchTime": "2023-01-01T10:00:00Z[UTC]", "searchQuery": "kino", "searchInteractionURIs": []}]
    ),
    "Marquee.json": as_json([{"artistName": "Muse", "segment": "Previously Active Listeners"}]),
    "YourSoundCapsule.json": b'{"stats": [{"date": "2023-01-01", "streamCount": 3}], "highlights": []}',
    "Wrapped2023.json": b'{"topArtists": {"numUniqueArtists": 3, "topArtistUris": ["spotify:artist:1"]}}',
    "ReadMeFirst_AccountData.pdf": b"%PDF-1.7 \x00",
}  # fmt: skip


def test_a_zip_of_account_data_is_read_with_all_that_lies_in_it() -> None:
    messages = read(as_zip({f"Spotify Account Data/{name}": data for name, data in ACCOUNT_ZIP.items()}))
    taken = {file.name for file in files(messages) if file.problem is None}
    assert taken == {
        "StreamingHistory_music_0.json",
        "StreamingHistory_podcast_0.json",
        "StreamingHistory_audiobook_0.json",
        "YourLibrary.json",
        "Playlist1.json",
    }
    assert {file.problem for file in files(messages)} == {None, Problem.UNKNOWN}
    assert plays(messages) == [(*CREEP, 1_700_000_000 // 60 * 60)]
    assert {(song.artist, song.track) for song in songs(messages) if song.saved} == {JOGA, ("Кино", "X")}


def test_playlists_of_2019_list_tracks_without_items() -> None:
    playlist = {
        "name": "Old",
        "lastModifiedDate": "2019-05-01",
        "tracks": [{"trackName": "Creep", "artistName": "Radiohead", "albumName": "X"}],
        "numberOfFollowers": 0,
    }
    assert [(song.artist, song.saved) for song in songs(read(json.dumps({"playlists": [playlist]}).encode()))] == [
        ("Radiohead", True)
    ]  # fmt: skip


def test_a_local_track_of_a_playlist_is_named_by_its_address() -> None:
    local = {"uri": "spotify:local:Sigur+R%C3%B3s:%28%29:Untitled+1%3A+Vaka:402"}
    item = {"track": None, "episode": None, "localTrack": local, "addedDate": "2020-01-01"}
    nameless = {**item, "localTrack": {"uri": "spotify:local:::track01:99"}}
    messages = read(json.dumps({"playlists": [{"name": "P", "items": [item, nameless]}]}).encode())
    assert [(song.artist, song.track) for song in songs(messages)] == [("Sigur Rós", "Untitled 1: Vaka")]
    assert files(messages)[0].left_out == {LeftOut.UNNAMED: 1}


# Last.fm

BOTH = [(*CREEP, at("2023-01-24 09:42")), (*JOGA, at("2023-01-23 23:05"))]
BOTH_SECONDS = [(*CREEP, 1674553325), (*JOGA, 1674515141)]

LASTFM_MINUTES = {
    "benjaminbenben": """Radiohead,Pablo Honey,Creep,"24 Jan 2023, 09:42"\nBjörk,Homogenic,Jóga,"23 Jan 2023, 23:05"\n""",
    "benjaminbenben, older": """"Radiohead","Pablo Honey","Creep","24 Jan 2023 09:42"\n"Björk","Homogenic","Jóga","23 Jan 2023 23:05"\n""",
    "a data set with date and time apart": "Username,Artist,Track,Album,Date,Time\nrobin,Radiohead,Creep,Pablo Honey,24 Jan 2023, 09:42\nrobin,Björk,Jóga,Homogenic,23 Jan 2023, 23:05\n",
    "german Excel, date and clock apart": "Datum;Uhrzeit;Künstler;Titel\r\n24.01.2023;09:42;Radiohead;Creep\r\n23.01.2023;23:05;Björk;Jóga\r\n",
    "russian, clock at the end": "Исполнитель;Трек;Длительность;Дата;Часы\nRadiohead;Creep;3:58;2023-01-24;09:42\nBjörk;Jóga;5:05;2023-01-23;23:05\n",
    "german Excel": "\ufeffKünstler;Titel;Album;Datum\r\nRadiohead;Creep;Pablo Honey;24.01.2023 09:42\r\nBjörk;Jóga;Homogenic;23.01.2023 23:05\r\n",
    "russian words": "Исполнитель;Трек;Дата\nRadiohead;Creep;2023-01-24 09:42\nBjörk;Jóga;2023-01-23 23:05\n",
    "Excel with its first line": "sep=;\nartist;track;date\nRadiohead;Creep;2023-01-24 09:42\nBjörk;Jóga;2023-01-23 23:05\n",
    "american, with am and pm": "Artist,Track,Date\nRadiohead,Creep,1/24/2023 9:42 AM\nBjörk,Jóga,1/23/2023 11:05 PM\n",
    "american in words": 'Artist,Track,Date\nRadiohead,Creep,"Jan 24, 2023, 9:42 AM"\nBjörk,Jóga,"January 23, 2023 11:05pm"\n',
    "british": "Artist,Track,Date\nRadiohead,Creep,24/01/2023 09:42\nBjörk,Jóga,23/01/2023 23:05\n",
    "year and slashes": "Artist,Track,Date\nRadiohead,Creep,2023/01/24 09:42\nBjörk,Jóga,2023/01/23 23:05\n",
    "dutch Excel": "Artist;Track;Date\nRadiohead;Creep;24-01-2023 09:42\nBjörk;Jóga;23-01-2023 23:05\n",
    "short years": "Artist,Track,Date\nRadiohead,Creep,24.01.23 09:42\nBjörk,Jóga,23.01.23 23:05\n",
    "a sheet of IFTTT": 'Date,Track,Artist\n"January 24, 2023 at 09:42AM",Creep,Radiohead\n"January 23, 2023 at 11:05PM",Jóga,Björk\n',
    "upright lines": "Artist|Track|Date\nRadiohead|Creep|2023-01-24 09:42\nBjörk|Jóga|2023-01-23 23:05\n",
    "lastfm-backup-cli, date and clock apart, no header": "2023-01-24,09:42,Radiohead,Creep\n2023-01-23,23:05,Björk,Jóga\n",
    "Excel that drops zeros": "Artist;Track;Date\nRadiohead;Creep;2023-01-24 9:42\nBjörk;Jóga;2023-1-23 23:05\n",
    "german, at length": "Künstlername;Titelname;Zeitstempel\nRadiohead;Creep;24. Januar 2023 um 09:42\nBjörk;Jóga;23. Januar 2023 um 23:05\n",
    "russian, at length": "Исполнитель;Композиция;Дата прослушивания\nRadiohead;Creep;24 января 2023 г., 09:42\nBjörk;Jóga;23 января 2023 г., 23:05\n",
    "spanish, at length": "Artista;Canción;Fecha\nRadiohead;Creep;24 de enero de 2023 09:42\nBjörk;Jóga;23 de enero de 2023 23:05\n",
    "portuguese": 'Artista,Faixa,Data\nRadiohead,Creep,"24 jan. 2023, 09:42"\nBjörk,Jóga,"23 jan. 2023, 23:05"\n',
    "japanese": "アーティスト,曲名,再生日時\nRadiohead,Creep,2023年1月24日 09:42\nBjörk,Jóga,2023年1月23日 23:05\n",
    "words beside the word": "Artist,Track,Scrobble Date (UTC)\nRadiohead,Creep,24-Jan-2023 09:42\nBjörk,Jóga,23-Jan-2023 23:05\n",
    "a title above the header": "Scrobbles of robin\n\nArtist,Track,Date\nRadiohead,Creep,2023-01-24 09:42\nBjörk,Jóga,2023-01-23 23:05\n",
    "blanks behind the signs": 'Artist, Track, Date\nRadiohead, "Creep", "Jan 24, 2023, 9:42 AM"\nBjörk, "Jóga", "Jan 23, 2023, 11:05 PM"\n',
    "tabs, and dates full of commas": "Radiohead\tCreep\tTue, 24 Jan 2023, 09:42\nBjörk\tJóga\tMon, 23 Jan 2023, 23:05\n",
    "an album's artist alone": "Album Artist,Album,Track,Date\nRadiohead,Pablo Honey,Creep,2023-01-24 09:42\nBjörk,Homogenic,Jóga,2023-01-23 23:05\n",
    "day in words": 'Artist,Track,Date\nRadiohead,Creep,"Tuesday 24 January 2023, 9:42am"\nBjörk,Jóga,"Monday 23 January 2023, 11:05pm"\n',
}  # fmt: skip
LASTFM_SECONDS = {
    "ghan": '"uts","utc_time","artist","artist_mbid","album","album_mbid","track","track_mbid"\n"1674553325","24 Jan 2023, 09:42","Radiohead","a74b1b7f-71a5-4011-9441-d0b5e4122711","Pablo Honey","","Creep",""\n"1674515141","23 Jan 2023, 23:05","Björk","","Homogenic","","Jóga",""\n',
    "lastfmstats.com": 'Artist;Album;AlbumId;Track;Date#robin\n"Radiohead";"Pablo Honey";"";"Creep";"1674553325000"\n"Björk";"Homogenic";"";"Jóga";"1674515141000"\n',
    "lastfmstats.com, quoted": '"Artist";"Album";"AlbumId";"Track";"Date#robin"\n"Radiohead";"Pablo Honey";"";"Creep";"1674553325000"\n"Björk";"Homogenic";"";"Jóga";"1674515141000"\n',
    "epoch with a decimal": "artist,track,timestamp\nRadiohead,Creep,1674553325.0\nBjörk,Jóga,1674515141.0\n",
    "with a time zone": "artist,track,timestamp\nRadiohead,Creep,2023-01-24T10:42:05+01:00\nBjörk,Jóga,2023-01-23 23:05:41+00:00\n",
    "Pano Scrobbler": "timeHuman,timeMs,artist,track,album,albumArtist,durationMs,event\n2023-01-24 09:42,1674553325000,Radiohead,Creep,Pablo Honey,Radiohead,200000,scrobble\n2023-01-23 23:05,1674515141000,Björk,Jóga,Homogenic,Björk,200000,scrobble\n",
    "Spotify's history as a table": "ts,platform,ms_played,master_metadata_track_name,master_metadata_album_artist_name\n2023-01-24T09:42:05Z,ios,200000,Creep,Radiohead\n2023-01-23T23:05:41Z,ios,200000,Jóga,Björk\n",
    "a player's log": "#AUDIOSCROBBLER/1.1\n#TZ/UTC\nRadiohead\tPablo Honey\tCreep\t2\t238\tL\t1674553325\t\nRadiohead\tPablo Honey\tCreep\t2\t238\tL\t1674553325\t\nBjörk\tHomogenic\tJóga\t2\t305\tL\t1674515141\t\n",
    "Scrubbler": "Radiohead,,Creep,24.01.2023 09:42:05 +00:00,,\nBjörk,Homogenic,Jóga,24.01.2023 01:05:41 +02:00,,\n",
    "zones in words": 'Artist,Track,Played\nRadiohead,Creep,"Tue, 24 Jan 2023 10:42:05 +0100"\nBjörk,Jóga,Tue Jan 24 2023 00:05:41 GMT+0100 (CET)\n',
    "an answer of the API, flat": 'artist.mbid,artist.#text,name,date.uts,date.#text\n,Radiohead,Creep,1674553325,"24 Jan 2023, 09:42"\n,Björk,Jóga,1674515141,"23 Jan 2023, 23:05"\n',
    "millionths of seconds": "artist,track,timestamp\nRadiohead,Creep,1674553325000000\nBjörk,Jóga,1674515141000000\n",
    "how long songs are": "date,time,artist,track\n1674553325,3:58,Radiohead,Creep\n1674515141,5:05,Björk,Jóga\n",
    "pandas": ",artist,track,album,date\n0,Radiohead,Creep,Pablo Honey,2023-01-24 09:42:05\n1,Björk,Jóga,Homogenic,2023-01-23 23:05:41\n",
}  # fmt: skip


def by_time(rows: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    return sorted(rows, key=lambda row: row[2])


@pytest.mark.parametrize("tool", LASTFM_MINUTES)
def test_last_fm_tables_to_the_minute(tool: str) -> None:
    assert plays(read(LASTFM_MINUTES[tool].encode())) == by_time(BOTH)


@pytest.mark.parametrize("tool", LASTFM_SECONDS)
def test_last_fm_tables_to_the_second(tool: str) -> None:
    assert plays(read(LASTFM_SECONDS[tool].encode())) == by_time(BOTH_SECONDS)


def test_a_table_of_lastexport_has_songs_before_artists_and_no_header() -> None:
    listens = [("Radiohead", f"Song {n}", 1674553325 - 300 * n) for n in range(9)] + [(*JOGA, 1674500000)]
    mbid = "a74b1b7f-71a5-4011-9441-d0b5e4122711"
    rows = [f"{s}\t{t}\t{a}\tAlbum {n % 3}\t\t{mbid}\t\n" for n, (a, t, s) in enumerate(listens)]
    assert plays(read("".join(rows).encode())) == by_time(listens)


def benjamin(rows: list[tuple[str, str, str]]) -> bytes:
    dated = [(*row, exports.words(1_674_553_320 - 300 * n).replace(",", "")) for n, row in enumerate(rows)]
    return exports.as_csv(dated)


def test_albums_that_are_missing_here_and_there_are_not_the_artists() -> None:
    """Of a real export, two plays in five had no album: so albums vary less than artists."""
    rows = [(f"Artist {n % 40}", f"Album {n % 60}" if n % 5 > 1 else "", f"Song {n}") for n in range(100)]
    assert {song.artist for song in songs(read(benjamin(rows)))} == {artist for artist, _, _ in rows}


def test_who_hears_soundtracks_has_more_artists_than_albums() -> None:
    rows = [(f"Artist {n % 80}", f"Soundtrack {n % 7}", f"Song {n}") for n in range(300)]
    read_songs = {(song.artist, song.track) for song in songs(read(benjamin(rows)))}
    assert read_songs == {(artist, song) for artist, _, song in rows}


def test_a_quote_in_a_table_of_tabs_swallows_no_lines() -> None:
    table = 'Artist\tTrack\tDate\nX\t"Open\t2023-01-24 09:42\nDavid Bowie\t"Heroes"\t2023-01-24 09:46\nY\t"Say ""a"""\t2023-01-24 09:50\n'
    assert [track for _, track, _ in plays(read(table.encode()))] == ['"Open', "Heroes", 'Say "a"']


PLAYLISTS = {
    "Exportify": 'Track URI,Track Name,Artist URI(s),Artist Name(s),Album Name,Album Artist Name(s),Album Release Date,Added At\nu,Creep,a,Radiohead,Pablo Honey,Various Artists,1993-02-22,2023-01-24T09:42:05Z\nu,Under Pressure,"a,b","Queen,David Bowie",Hot Space,Queen,1982-05-21,2023-01-24T09:42:05Z\n',
    "TuneMyMusic": 'Track name,Artist name,Album,Playlist name,Type,ISRC,Spotify - id\nCreep,Radiohead,Pablo Honey,Mine,Playlist,GB1,x\nUnder Pressure,"Queen,David Bowie",Hot Space,Mine,Playlist,GB2,y\n',
    "Soundiiz": "title;artist;album;isrc\nCreep;Radiohead;Pablo Honey;GB1\nUnder Pressure;Queen,David Bowie;Hot Space;GB2\n",
    "of two columns": "Artist;Title\nRadiohead;Creep\nQueen,David Bowie;Under Pressure\n",
    "YouTube Music's library": 'Song URL,Song Title,Album Title,Artist Names\nu,Creep,Pablo Honey,Radiohead\nu,Under Pressure,Hot Space,"Queen,David Bowie"\n',
}  # fmt: skip


@pytest.mark.parametrize("tool", PLAYLISTS)
def test_a_playlist_as_a_table_is_kept_and_no_history(tool: str) -> None:
    """When a song was added to a playlist is no play of it."""
    messages = read(PLAYLISTS[tool].encode())
    assert not plays(messages)
    [file] = files(messages)
    assert (file.problem, file.plays, file.saved, file.first) == (None, 0, 2, None)
    assert [(song.artist, song.track) for song in songs(messages) if song.saved] == [
        ("Radiohead", "Creep"),
        ("Queen,David Bowie", "Under Pressure"),
    ]


def test_times_under_a_word_that_is_not_known_are_those_of_plays() -> None:
    table = "Artist,Track,Ημερομηνία\nRadiohead,Creep,2023-01-24 09:42:05\n"
    assert plays(read(table.encode())) == [("Radiohead", "Creep", at("2023-01-24 09:42:05"))]


def test_rows_of_a_playlist_that_name_nobody_are_left_out() -> None:
    table = "title;artist;album\nCreep;Radiohead;Pablo Honey\nAn episode;;A show\nCut\n"
    [file] = files(read(table.encode()))
    assert (file.saved, file.left_out) == (1, {LeftOut.UNNAMED: 1, LeftOut.UNREADABLE: 1})


def test_a_playlist_with_nothing_in_it_is_empty() -> None:
    assert read(b"title;artist;album\n") == [Refused(Problem.EMPTY)]


def test_days_and_months_of_one_table_are_read_alike() -> None:
    """Where one row says that the month comes first, it does so in all rows."""
    table = "Artist,Track,Date\nA,One,02/03/2023 10:00\nB,Two,01/24/2023 10:00\nC,Three,03/02/2023 10:00\n"
    assert plays(read(table.encode())) == [
        ("B", "Two", at("2023-01-24 10:00")),
        ("A", "One", at("2023-02-03 10:00")),
        ("C", "Three", at("2023-03-02 10:00")),
    ]


def test_a_play_that_goes_on_has_no_date_and_is_left_out() -> None:
    table = 'Radiohead,Pablo Honey,Creep,\nBjörk,Homogenic,Jóga,"23 Jan 2023, 23:05"\nBjörk,Post,Hyperballad,"23 Jan 2023, 23:01"\n'
    messages = read(table.encode())
    assert [track for _, track, _ in plays(messages)] == ["Hyperballad", "Jóga"]
    assert files(messages)[0].left_out == {LeftOut.UNDATED: 1}


def api_track(artist: str, track: str, uts: int) -> dict[str, object]:
    return {
        "artist": {"mbid": "", "#text": artist},
        "streamable": "0",
        "image": [{"size": "small", "#text": ""}],
        "mbid": "",
        "album": {"mbid": "", "#text": "An Album"},
        "name": track,
        "url": "https://www.last.fm/music/x",
        "date": {"uts": str(uts), "#text": "24 Jan 2023, 09:42"},
    }


NOW_PLAYING = {**api_track("Blur", "Song 2", 0), "@attr": {"nowplaying": "true"}}
del NOW_PLAYING["date"]
API = [api_track(*row) for row in BOTH_SECONDS]
STATS = [
    {"track": t, "artist": a, "album": "A", "albumId": "", "date": uts * 1000} for a, t, uts in BOTH_SECONDS
]

LASTFM_JSON = {
    "an answer of the API": json.dumps(
        {"recenttracks": {"track": [NOW_PLAYING, *API], "@attr": {"user": "robin"}}}
    ),
    "tracks of answers": json.dumps(API),
    "pages of tracks": json.dumps([[NOW_PLAYING, API[0]], [API[1]]]),
    "pages of answers": json.dumps([{"recenttracks": {"track": [one]}} for one in API]),
    "pages of one track": json.dumps([{"recenttracks": {"track": API[0]}}, {"track": API[1], "@attr": {}}]),
    "lines of pages of one track": "\n".join(json.dumps({"recenttracks": {"track": one}}) for one in API),
    "lines of tracks": "\n".join(map(json.dumps, API)),
    "extended, with names": json.dumps(
        [{**one, "artist": {"name": row[0], "url": ""}} for one, row in zip(API, BOTH_SECONDS, strict=True)]
    ),
    "lastfmstats.com": json.dumps({"username": "robin", "scrobbles": STATS}),
    "Maloja": json.dumps(
        {"scrobbles": [{"time": uts, "track": {"artists": [a], "title": t}} for a, t, uts in BOTH_SECONDS]}
    ),
    "Pano Scrobbler": json.dumps(
        [{"timeMs": uts * 1000, "artist": a, "track": t} for a, t, uts in BOTH_SECONDS]
    ),
    "plain": json.dumps([{"artist": a, "track": t, "timestamp": uts} for a, t, uts in BOTH_SECONDS]),
}


@pytest.mark.parametrize("tool", LASTFM_JSON)
def test_last_fm_as_json(tool: str) -> None:
    assert plays(read(LASTFM_JSON[tool].encode())) == by_time(BOTH_SECONDS)


@pytest.mark.parametrize("indent", [None, 2])
def test_an_answer_of_last_fm_with_one_track_makes_no_list_of_it(indent: int | None) -> None:
    answer = {"recenttracks": {"track": API[0], "@attr": {"user": "robin", "total": "1"}}}
    assert plays(read(json.dumps(answer, indent=indent).encode())) == [BOTH_SECONDS[0]]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("listed", [False, True])
def test_what_tools_append_one_after_the_other_is_read(indent: int | None, *, listed: bool) -> None:
    rows = [{"artist": a, "track": t, "timestamp": uts} for a, t, uts in BOTH_SECONDS]
    parts = [json.dumps([row] if listed else row, indent=indent) for row in rows]
    assert plays(read("\n".join(parts).encode())) == by_time(BOTH_SECONDS)


def test_what_is_missing_may_be_no_number_wherever_it_stands() -> None:
    """As Python's json writes what pandas lacks; some of these lie across two pieces of the file."""
    rows = [{"artist": a, "track": t, "timestamp": uts, "album": math.nan} for a, t, uts in BOTH_SECONDS]
    [file] = files(read(json.dumps(rows * 2000).encode()))
    assert (file.problem, file.plays) == (None, 2000 * len(rows))
    for title in ("Who: NaN, or not", 'Who": NaN, or not'):
        read_from = json.dumps([{**rows[0], "track": title}]).encode()
        assert [song.track for song in songs(read(read_from))] == [title]


@pytest.mark.parametrize("ending", [",]", ", ]\n", ",\n  ]\n", ",\n" + " " * 20 + "]\r\n"])
@pytest.mark.parametrize("around", ["{}", '{{"username": "robin", "scrobbles": {},}}\n'])
def test_a_list_may_end_with_a_comma(ending: str, around: str) -> None:
    """And what looks like one in a title stays there, wherever the file is cut into pieces."""
    rows = [{"artist": a, "track": t, "timestamp": uts} for a, t, uts in BOTH_SECONDS]
    rows[-1]["track"] = "},] or , }"
    text = around.format(json.dumps(rows * 1500).removesuffix("]") + ending)
    [file] = files(messages := read(text.encode()))
    assert (file.problem, file.plays) == (None, 1500 * len(rows))
    assert "},] or , }" in {song.track for song in songs(messages)}


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_a_players_log_of_few_lines_is_read_with_its_skips(version: str) -> None:
    lines = [
        f"#AUDIOSCROBBLER/{version}",
        "#TZ/UNKNOWN",
        "#CLIENT/Rockbox sansaclipplus $Revision$",
        "#1 Dads\tAbout Face\tSo Soldier\t\t241\tL\t1674553325" + "\t" * (version == "1.1"),
        "Björk\t\tJóga\t2\t305\tS\t1674515141" + "\t" * (version == "1.1"),
    ]
    messages = read("\r\n".join(lines).encode())
    [file] = files(messages)
    assert (file.plays, file.skips, file.left_out) == (1, 1, {})
    assert {song.artist for song in songs(messages)} == {"#1 Dads", "Björk"}


OTHER_TABLES = {
    "comments of YouTube": "Comment ID,Channel ID,Comment Create Timestamp,Video ID,Comment Text\nUgzA,UCx,2023-01-24T09:42:05+00:00,abc,Nice\nUgzB,UCx,2023-01-23T09:42:05+00:00,def,Great song\n",
    "subscriptions of YouTube": "Channel Id,Channel Url,Channel Title\nUCx,http://www.youtube.com/channel/UCx,Radiohead\n",
    "a playlist of YouTube": "Video ID,Playlist Video Creation Timestamp\nabc,2023-01-24T09:42:05+00:00\ndef,2023-01-23T09:42:05+00:00\n",
    "account statements": "Date,Payee,Purpose,Amount\n2023-01-24,Shop,Books,-9.99\n2023-01-23,Shop,Records,-19.99\n",
    "a log": "2023-01-24 09:42:05 started\n2023-01-24 09:42:06 stopped\n",
}  # fmt: skip


@pytest.mark.parametrize("table", OTHER_TABLES)
def test_tables_with_dates_that_are_no_plays_are_left_alone(table: str) -> None:
    [file] = files(read(as_zip({"x.csv": OTHER_TABLES[table].encode()})))
    assert file.problem is Problem.UNKNOWN


# ListenBrainz


def listen(artist: str, track: str, seconds: int) -> dict[str, object]:
    """A listen of an export of 2024."""
    return {
        "inserted_at": seconds + 9,
        "listened_at": seconds,
        "track_metadata": {
            "artist_name": artist,
            "track_name": track,
            "release_name": "An Album",
            "additional_info": {
                "artist_mbids": ["a74b1b7f-71a5-4011-9441-d0b5e4122711"],
                "duration_ms": 20_000,
                "duration_played": None,
                "submission_client": "navidrome",
                "recording_msid": "b3f1fa2f-7bb8-4c0c-a5e5-1f3f1a2f7bb8",
            },
            "mbid_mapping": {"recording_mbid": "x", "artists": [{"artist_credit_name": artist}]},
        },
    }


LISTENBRAINZ_ZIP = {
    "user.json": b'{"user_id": 7, "username": "robins_username"}',
    "listens/2023/1.jsonl": as_lines(listen(*row) for row in BOTH_SECONDS),
    "listens/2023/2.jsonl": as_lines([listen(*CREEP, 1675300000)]),
    "feedback.jsonl": as_lines(
        [{"recording_msid": None, "recording_mbid": "x", "score": 1, "created": 1675300000}] * 3
    ),
    "pinned_recording.jsonl": as_lines(
        [{"recording_mbid": "x", "blurb_content": None, "pinned_until": 1675300001, "created": 1675300000,
          "track_metadata": {"artist_name": "Blur", "track_name": "Song 2"}}]
    ),
}  # fmt: skip


def test_a_zip_of_listenbrainz_is_read_month_by_month() -> None:
    messages = read(as_zip(LISTENBRAINZ_ZIP))
    assert {file.name: file.problem for file in files(messages)} == {
        "user.json": Problem.UNKNOWN,
        "1.jsonl": None,
        "2.jsonl": None,
        "feedback.jsonl": Problem.UNKNOWN,
        "pinned_recording.jsonl": Problem.UNKNOWN,
    }
    assert plays(messages) == [*by_time(BOTH_SECONDS), (*CREEP, 1675300000)]


def test_a_single_listen_in_a_single_line_is_read() -> None:
    assert plays(read(json.dumps(listen(*CREEP, 1675300000)).encode())) == [(*CREEP, 1675300000)]


def test_old_exports_of_listenbrainz_are_one_list() -> None:
    old = [{"listened_at": s, "timestamp": s, "user_name": "robin", "recording_msid": "x",
            "track_metadata": {"artist_name": a, "track_name": t, "additional_info": {}}} for a, t, s in BOTH_SECONDS]  # fmt: skip
    assert plays(read(json.dumps(old).encode())) == by_time(BOTH_SECONDS)


# YouTube Music

WATCHED = {
    "en": "Watched {}",
    "ru": "Вы посмотрели видео «{}»",
    "ru, older": "Просмотрено видео {}",
    "de": "{} angesehen",
    "de, quoted": "„{}“ angesehen",
    "ja": "{} を視聴しました",
    "ko": "{}을(를) 시청함",
    "zh": "观看了“{}”",
    "zh-Hant": "已觀看「{}」",
    "fr": "Vous avez regardé {}",
    "es": "Has visto {}",
    "pt": "Você assistiu a {}",
    "it": "Hai guardato {}",
    "nl": "Je hebt {} bekeken",
    "pl": "Obejrzano: {}",
    "tr": "{} adlı videoyu izlediniz",
    "uk": "Переглянуто відео {}",
    "cs": "Zhlédli jste {}",
    "sv": "Har tittat på {}",
    "vi": "Đã xem {}",
    "id": "Menonton {}",
    "hu": "Megtekintette: {}",
    "fi": "Katsottu: {}",
    "el": "Παρακολουθήσατε {}",
    "ar": "تمت مشاهدة {}",
    "he": "צפית ב-{}",
    "th": "ดู {} แล้ว",
    "hi": "{} देखा गया",
    "hi, shorter": "{} देखा",
    "nl, older": "Je hebt naar {} gekeken",
    "uk, longer": "Ви дивилися відео {}",
    "cs, longer": "Zhlédli jste video {}",
    "el, longer": "Παρακολουθήσατε το βίντεο {}",
    "ko, as a sentence": "{} 을(를) 시청했습니다.",
    "sv, shorter": "Tittade på {}",
    "no": "Så på {}",
    "fi, longer": "{} katsottiin",
    "ro": "Ați vizionat {}",
    "bg": "Гледахте {}",
    "az": "{} izlənildi",
    "fil": "Pinanood ang {}",
    "bn": "{} দেখা হয়েছে",
    "fa": "{} را تماشا کردید",
    "ur": "{} دیکھی",
}
TITLES = (
    "Creep",
    "No Surprises",
    "Karma Police",
    "Idioteque",
    "Reckoner",
    "Nude",
    "Lucky",
    "Just",
    "Bodysnatchers",
)


def watched(words: str, count: int) -> list[dict[str, object]]:
    return [
        exports.youtube_row("Radiohead - Topic", words.format(title), 1_700_000_000 + 300 * n)
        for n, title in enumerate(TITLES[:count])
    ]


@pytest.mark.parametrize("language", WATCHED)
@pytest.mark.parametrize("count", [1, len(TITLES)])
def test_titles_of_youtube_are_bare_in_every_language(language: str, count: int) -> None:
    messages = read(as_json(watched(WATCHED[language], count)))
    assert [track for _, track, _ in plays(messages)] == list(TITLES[:count])


def test_what_songs_of_one_album_share_stays_with_them() -> None:
    """Thirty variations in a row begin alike, and nine remasters end alike."""
    for before, after in (("Goldberg Variations, BWV 988: ", ""), ("", " - Remastered 2009")):
        words = WATCHED["de"].format(before + "{}" + after)
        rows = watched(words, 9)
        assert [track for _, track, _ in plays(read(as_json(rows)))] == [
            before + title + after for title in TITLES
        ]


def test_visits_do_not_hide_the_word_of_a_language_that_is_not_known() -> None:
    visit = exports.youtube_row(None, "YouTube Music vizitita", 1_700_000_000)
    rows = [visit, *watched("Vi spektis {}", 9)]
    assert [track for _, track, _ in plays(read(as_json(rows)))] == list(TITLES)


def test_rows_of_youtube_without_a_title_or_an_artist_are_unnamed() -> None:
    rows = [
        {**exports.youtube_row("Radiohead - Topic", "", 1_700_000_000), "title": None},
        exports.youtube_row("Release - Topic", "Watched Creep", 1_700_000_000),
    ]
    [file] = files(read(as_json(rows)))
    assert (file.plays, file.left_out) == (0, {LeftOut.UNNAMED: 2})


@pytest.mark.parametrize("word", ["Chủ đề", "विषय", "Ábhar"])
@pytest.mark.parametrize("header", ["YouTube Music", "YouTube"])
def test_what_many_channels_are_called_is_the_word_for_topic(word: str, header: str) -> None:
    artists = ["Radiohead", "Björk", "Muse", "Air", "Blur", "Pulp", "Can", "Kino", "Jay - Z", "Low"]
    music = [exports.youtube_row(f"{one} - {word}", "Watched Song", 1_700_000_000) for one in artists]
    more = exports.youtube_row(f"Nena - {word}", "Watched Song", 1_700_000_000, header)
    found = plays(read(as_json([*music, more, exports.youtube_row("A - B", "Watched Song", 1_700_000_000)])))
    assert {artist for artist, _, _ in found} == {*artists, "Nena", "A - B"}


def test_what_channels_are_called_beside_known_topics_is_their_name() -> None:
    labels = [
        f"{one} - Records" for one in ("Warp", "XL", "Sub Pop", "Epitaph", "Domino", "Fat", "Ninja", "Jive")
    ]
    rows = [exports.youtube_row(one, "Watched Song", 1_700_000_000) for one in (*labels, "Muse - Topic")]
    assert {artist for artist, _, _ in plays(read(as_json(rows)))} == {*labels, "Muse"}


TOPICS = ("Radiohead - Topic", "Radiohead – Thema", "Radiohead - Тема", "Radiohead - Sujet", "Radiohead - トピック",
          "Radiohead - 주제", "Radiohead - 主題", "Radiohead - 主题", "Radiohead - Tópico", "Radiohead - Konu",
          "Radiohead - Temat", "Radiohead - Argomento", "Radiohead - Ämne", "Radiohead - Topik", "RadioheadVEVO",
          "Radiohead")  # fmt: skip


@pytest.mark.parametrize("channel", TOPICS)
def test_the_artist_is_the_channel_without_what_youtube_adds(channel: str) -> None:
    row = exports.youtube_row(channel, "Watched Creep", 1_700_000_000)
    assert plays(read(as_json([row]))) == [(*CREEP, 1_700_000_000)]


@pytest.mark.parametrize(
    ("channel", "title", "artist", "track"),
    [
        ("TheWeekndVEVO", "The Weeknd - Blinding Lights", "The Weeknd", "Blinding Lights"),
        ("Queen Official", "Queen – Bohemian Rhapsody", "Queen", "Bohemian Rhapsody"),
        ("a-ha", "a-ha - Take On Me", "a-ha", "Take On Me"),
        ("Kino - Topic", "Kino - Live - 1990", "Kino", "Live - 1990"),
        ("Radiohead", "Exit Music - For A Film", "Radiohead", "Exit Music - For A Film"),
    ],
)
def test_a_title_that_names_the_artist_too_is_parted(
    channel: str, title: str, artist: str, track: str
) -> None:
    [song] = songs(read(as_json([exports.youtube_row(channel, f"Watched {title}", 1_700_000_000)])))
    assert (song.artist, song.track) == (artist, track)


def test_a_language_changed_midway_is_no_matter() -> None:
    rows = [*watched(WATCHED["en"], 9), *watched(WATCHED["de"], 9), *watched(WATCHED["ru"], 9)]
    assert {track for _, track, _ in plays(read(as_json(rows)))} == set(TITLES)


def test_a_takeout_in_localised_folders_is_read_with_all_that_lies_in_it() -> None:
    folder = "Takeout/YouTube und YouTube Music"
    removed = {
        **exports.youtube_row(None, "Ein entferntes Video angesehen", 1),
        "time": "2023-01-24T09:42:05.123Z",
    }
    del removed["titleUrl"]
    search = exports.youtube_row(None, "Nach radiohead gesucht", 1_700_000_000, header="YouTube")
    messages = read(
        as_zip(
            {
                "Takeout/Archiv_Übersicht.html": b"<!DOCTYPE html><html><head><title>Takeout</title></head></html>",
                f"{folder}/Verlauf/Wiedergabeverlauf.json": as_json([*watched(WATCHED["de"], 9), removed]),
                f"{folder}/Verlauf/Suchverlauf.json": as_json([search] * 3),
                f"{folder}/Abos/Abos.csv": OTHER_TABLES["subscriptions of YouTube"].encode(),
                f"{folder}/Kommentare/Kommentare.csv": OTHER_TABLES["comments of YouTube"].encode(),
            }
        )
    )
    assert len(plays(messages)) == 9
    assert {artist for artist, _, _ in plays(messages)} == {"Radiohead"}
    problems = {file.name: file.problem for file in files(messages)}
    assert problems["Wiedergabeverlauf.json"] is None
    assert problems["Abos.csv"] is problems["Kommentare.csv"] is Problem.UNKNOWN


def test_a_takeout_as_html_is_told_apart_from_the_page_that_lists_it() -> None:
    page = b"<!DOCTYPE html><html><head><title>Google Takeout</title></head><body>Archive</body></html>"
    history = (
        b'<html><head><title>YouTube History</title><style type="text/css">/** material-design-lite */ body{}'
        b'</style></head><body><div class="mdl-grid"><div class="outer-cell mdl-cell">Watched&nbsp;<a href='
        b'"https://music.youtube.com/watch?v=x">Creep</a><br><a>Radiohead - Topic</a></div></div></body></html>'
    )
    packed = {"Takeout/archive_browser.html": page, "Takeout/YouTube/history/watch-history.html": history}
    assert {file.name: file.problem for file in files(read(as_zip(packed)))} == {
        "archive_browser.html": Problem.UNKNOWN,
        "watch-history.html": Problem.HTML,
    }
