"""/import: a listener sends the file, gets an honest report, and lists without what they have heard."""

import asyncio
import json
import random
import re
import stat
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path

import aiohttp
import pytest
from aiogram import Bot
from aiogram.types import Document
from structlog.testing import capture_logs

from errors import StorageError
from handlers import imports
from handlers.uploads.brought import Report, So
from handlers.uploads.importing import Imports
from listening import Problem
from localchat import LocalChat
from recommender import Recommender
from storage import Storage
from tests.line import Call, Line, Page, Refusal
from tests.listener import Listener
from tests.listening import exports
from tests.listening.exports import DAY, Listen, as_csv, as_json, as_lines, as_zip
from tests.listening.test_refusals import with_entry
from tests.replies import Tap
from tests.talk.conftest import running_bot
from tests.talk.reading import Memory, buttons, names, said, text

T = 1_577_836_800  # the first second of 2020
HOUR = 3600
YEAR = 366 * DAY


def history(*artists: tuple[str, int], start: int = T, ms: int = 200_000) -> list[dict[str, object]]:
    """That many plays of each artist, an hour apart, as Spotify tells them."""
    every = [artist for artist, plays in artists for _ in range(plays)]
    return [
        exports.extended_row(artist, f"{artist} song {n % 5}", start + n * HOUR, ms)
        for n, artist in enumerate(every)
    ]


async def send(listener: Listener, data: bytes, name: str = "export.bin", expect: int = 1) -> str:
    """Send a file; the last thing the bot says."""
    return text((await listener.send_file(data, name, expect=expect))[-1])


def counts(memory: Memory) -> list[tuple[object, ...]]:
    """All plays as they are stored, and the sums kept of them."""
    return [
        *memory.rows("SELECT * FROM plays ORDER BY song_id, at"),
        *memory.rows("SELECT * FROM heard_songs ORDER BY id"),
        *memory.rows("SELECT * FROM heard_months ORDER BY artist_id, month"),
        *memory.rows("SELECT * FROM heard_hours ORDER BY month, hour"),
    ]


async def test_the_help_shows_every_service_and_what_is_kept(listener: Listener) -> None:
    [answer] = await listener.send("/import")
    services = ("Spotify", "Last.fm", "ListenBrainz", "YouTube Music")
    for part in (*services, "What I keep", "20 MB", "/import remove"):
        assert part in text(answer)
    assert buttons(answer) == []


async def test_the_report_says_what_was_read_kept_and_left_out(listener: Listener) -> None:
    rows = [
        *history(("Radiohead", 6), ("Zyxw Nobody Knows", 3)),
        *history(("Radiohead", 2), start=T + 400 * DAY, ms=5000),
        exports.podcast_row(T),
        exports.extended_row("Unknown Artist", "Track 1", T),
    ]
    packed = as_zip(
        {
            f"{exports.SPOTIFY_FOLDER}/Streaming_History_Audio_1.json": as_json(rows),
            f"{exports.SPOTIFY_FOLDER}/Streaming_History_Audio_2.json": as_json(rows)[:-50],
            f"{exports.SPOTIFY_FOLDER}/ReadMe.pdf": b"%PDF \x00",
        }
    )
    report = await send(listener, packed, "my_spotify_data.zip")
    assert report == (
        "Your listening is in. Files read: 1\n"
        "\n"
        "Plays kept: 9\n"
        "Under 30 seconds, kept as skips: 2\n"
        "Left out: podcast and video episodes: 1, without artist or title: 1\n"
        "Period: January 2020 – February 2021\n"
        "\n"
        "I know the artists of 67% of all your plays.\n"
        "Your most played that I don't know:\n"
        "· Zyxw Nobody Knows: 3\n"
        "\n"
        "Not read: Streaming_History_Audio_2.json – broken or cut off, nothing of it was kept\n"
        "Other files, left alone: 1\n"
        "\n"
        "/foryou builds on this now, without artists you have heard. /foryou 2020 takes one year alone."
    )
    assert buttons(listener.last) == ["For you", "📊 My taste as charts", "Forget my imports"]


async def test_of_an_empty_library_it_is_said_that_nothing_is_in_it(listener: Listener) -> None:
    library = b'{"tracks": [], "albums": [], "bannedTracks": [], "artists": [], "bannedArtists": []}'
    assert await send(listener, library, "YourLibrary.json") == "There is nothing in this file."


async def test_of_bans_alone_it_is_said_that_they_are_kept(listener: Listener) -> None:
    library = b"""{"tracks": [], "bannedArtists": [{"name": "Nickelback"}, {"name": "Creed"}],
        "bannedTracks": [{"artist": "Muse", "track": "Madness"}]}"""
    assert await send(listener, library, "YourLibrary.json") == (
        "Noted: what you never want to hear. Files read: 1\n\nBanned in Spotify, never picked for you: 3"
    )


async def test_tables_without_a_row_are_named_beside_good_files(listener: Listener) -> None:
    tables = {
        "good.csv": b"artist,track,date\nRadiohead,Creep,2023-01-01 10:00\n",
        "bare.csv": b"artist,album,track,date\n",
        "empty.csv": b"",
        "read me.txt": b"hello",
    }
    report = await send(listener, as_zip(tables))
    assert "Files with nothing in them: 2\nOther files, left alone: 1" in report


async def test_of_podcasts_alone_nothing_is_promised(listener: Listener) -> None:
    await send(listener, as_json(history(("Radiohead", 5))))
    episodes = [{"endTime": "2023-01-01 10:00", "podcastName": "Talk", "episodeName": "1", "msPlayed": 90000}]
    report = await send(listener, as_json(episodes))
    assert report == "No music in it. Files read: 1\n\nLeft out: podcast and video episodes: 1"


async def test_the_same_and_an_overlapping_file_add_nothing_twice(listener: Listener, memory: Memory) -> None:
    rows = history(("Radiohead", 5), ("Björk", 5))
    await send(listener, as_json(rows[:6]))
    once = counts(memory)
    assert (await send(listener, as_json(rows[:6]), "other name.json")).startswith("Nothing new")
    assert counts(memory) == once
    report = await send(listener, as_zip({"a/x.json": as_json(rows[3:]), "a/y.json": as_json(rows)}))
    assert "Plays kept: 4\nHere already, counted once: 13" in report
    together = counts(memory)
    await send(listener, as_json(rows))
    assert counts(memory) == together
    assert memory.rows("SELECT sum(listened) FROM heard_months") == [(10,)]
    assert memory.rows("SELECT sum(listened) FROM heard_songs") == [(10,)]
    assert memory.rows("SELECT sum(listened) FROM heard_hours") == [(10,)]


async def test_a_play_known_to_the_minute_and_to_the_second_is_one(
    listener: Listener, memory: Memory
) -> None:
    listens = [("Radiohead", f"Song {n}", T + n * HOUR + 17) for n in range(5)]
    await send(listener, as_json([exports.account_row(*one) for one in listens]))
    await send(listener, as_json([exports.extended_row(*one) for one in listens]))
    assert memory.rows("SELECT count(*) FROM plays") == [(5,)]
    await send(listener, as_csv([(a, "", t, at + DAY) for a, t, at in listens]))
    await send(listener, as_csv([(a, "", t, exports.words(at + DAY)) for a, t, at in listens]))
    assert memory.rows("SELECT count(*) FROM plays") == [(10,)]


async def test_exports_of_several_services_add_up(listener: Listener, memory: Memory) -> None:
    listens = [("Radiohead", "Creep", T + n * HOUR) for n in range(4)]
    shapes: Sequence[Callable[[list[Listen]], bytes]] = (
        lambda rows: as_json([exports.extended_row(*one) for one in rows]),
        lambda rows: as_lines([exports.listenbrainz_row(*one) for one in rows]),
        lambda rows: as_json([exports.youtube_row(f"{a} - Topic", f"Watched {t}", at) for a, t, at in rows]),
        lambda rows: as_csv([(a, "Album", t, exports.iso(at)) for a, t, at in rows]),
    )
    for day, shape in enumerate(shapes):
        await send(listener, shape([(a, t, at + day * DAY) for a, t, at in listens]))
    assert memory.rows("SELECT name, listened FROM heard_songs") == [("Creep", 16)]


async def test_a_library_counts_as_heard(listener: Listener, engine: Recommender) -> None:
    await send(listener, as_json(history(("Radiohead", 10))))
    first = engine.recommend(["Radiohead"], k=1)[0].artist.name
    library = b'{"tracks": [{"artist": "%s", "track": "X", "uri": "x"}], "artists": []}' % first.encode()
    report = await send(listener, library, "YourLibrary.json")
    assert "In your library and playlists: 1" in report
    assert "Plays kept" not in report
    [card] = await listener.send("/foryou")
    assert first not in names(card)


async def test_a_library_that_comes_twice_is_known_the_second_time(listener: Listener) -> None:
    library: dict[str, object] = {
        "tracks": [{"artist": f"Artist {n}", "track": "X", "uri": "x"} for n in range(900)],
        "artists": [{"name": f"Artist {n}"} for n in range(880, 910)],
    }
    report = await send(listener, json.dumps(library).encode(), "YourLibrary.json")
    assert "In your library and playlists: 930\n" in report
    assert "Here already" not in report
    report = await send(listener, json.dumps(library).encode(), "YourLibrary.json")
    assert report.startswith("Nothing new: all of it was here already. Files read: 1\n\nHere already")
    assert "Here already, counted once: 930" in report
    assert "In your library" not in report
    library["artists"] = [{"name": "Radiohead"}]
    report = await send(listener, json.dumps(library).encode(), "YourLibrary.json")
    assert "In your library and playlists: 1\nHere already, counted once: 900" in report


async def test_of_a_playlist_it_is_said_how_many_of_its_artists_are_known(listener: Listener) -> None:
    await send(listener, as_json(history(("Radiohead", 10))))
    rows = [f"A song,{name}" for name in ("Radiohead", "Muse", "Zyxw Nobody Knows")]
    report = await send(listener, "\n".join(["Track Name,Artist Name(s)", *rows, ""]).encode(), "Liked.csv")
    assert "of all your plays" not in report
    assert "I know 67% of the artists in your library and playlists.\n" in report
    assert "Among those I don't know: Zyxw Nobody Knows\n" in report
    await listener.tap("Forget my imports")
    await listener.tap("Tap again")
    report = await send(listener, b"Track Name,Artist Name(s)\nA song,Zyxw Nobody Knows\n", "Liked.csv")
    assert report.endswith(
        "I know 0% of the artists in your library and playlists.\nAmong those I don't know: Zyxw Nobody Knows"
    )


async def test_a_playlist_as_a_table_is_picked_from_and_counts_as_heard(
    listener: Listener, engine: Recommender
) -> None:
    near = [one.artist.name for one in engine.recommend(["Radiohead"], k=3)]
    rows = [f"u,A song,{name},2023-01-24T09:42:05Z" for name in ("Radiohead", *near)]
    table = "\n".join(["Track URI,Track Name,Artist Name(s),Added At", *rows, ""])
    report = await send(listener, table.encode(), "Liked_Songs.csv")
    assert "In your library and playlists: 4" in report
    assert "Plays kept" not in report
    assert report.endswith("/foryou builds on this now, without artists you have heard.")
    [card] = await listener.send("/foryou")
    assert text(card).count("because you listen to ") == 5
    assert not {"Radiohead", *near} & set(names(card))


@pytest.mark.parametrize(
    ("data", "start"),
    [
        (b"[]", "There is nothing in this file."),
        (b"hello", "I don't recognise this"),
        (as_json(history(("A", 3)))[:-9], "This file is broken"),
        (as_zip({"a.json": as_json(history(("A", 3)))})[:-9], "This file is broken"),
        (as_zip({"a.zip": as_zip({"a.json": b"[]"})}), "There is a zip inside this zip."),
        (b"Song Name,Event Start Timestamp\nCreep,2023-01-31", "This table of Apple Music's leaves out"),
        (as_zip({"../a.json": b"[]"}), "The files in this zip point to places outside of it"),
        (as_zip({f"{n}.json": b"[]" for n in range(501)}), "There are over 500 files in this zip."),
        (lambda: as_zip({f"{n}": bytes(2**24) for n in range(40)}), "Unpacked, this zip is over 600 MB."),
        (b"\x1f\x8b\x08rest", "I can't unpack this archive."),
        ('[{"ts": "é"}]'.encode("latin-1"), "I can't read the letters"),
        (b"<html>Watched</html>", "This is a web page."),
        (as_zip({"a.json": b"[]"}), "There is nothing in this file."),
        (as_zip({"a.pdf": b"%PDF"}), "I don't recognise this"),
        (b"[" * 10_000_000, "I don't recognise this"),
        (with_entry("link", stat.S_IFLNK | 0o777, data=b"/etc/passwd"), "The files in this zip point to"),
    ],
)  # fmt: skip
async def test_bad_input_gets_one_clear_line_and_changes_nothing(
    listener: Listener, memory: Memory, data: bytes | Callable[[], bytes], start: str
) -> None:
    [answer] = await listener.send_file(data() if callable(data) else data, "export.zip")
    assert text(answer).startswith(start)
    assert "\n" not in text(answer)
    assert memory.rows("SELECT * FROM heard_artists") == []


async def test_a_file_over_twenty_megabytes_is_told_how_to_split(listener: Listener) -> None:
    answer = await send(listener, bytes(20 * 1024 * 1024 + 1))
    assert answer.startswith("This file is over 20 MB")
    assert "smaller zips" in answer


async def test_nothing_personal_is_on_the_disk_afterwards(listener: Listener, database: Path) -> None:
    await send(listener, as_zip({"a.json": as_json(history(("Radiohead", 3)))}))
    await send(listener, as_lines([exports.listenbrainz_row("Radiohead", "Creep", T)]))
    kept = await asyncio.to_thread(on_disk, database.parent)
    assert b"Radiohead" in kept
    assert [secret for secret in exports.SECRETS if secret.encode() in kept] == []


def on_disk(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


async def test_remove_forgets_all_of_it_and_nothing_of_others(
    listener: Listener, stranger: Listener, memory: Memory
) -> None:
    await send(stranger, as_json(history(("Björk", 4))))
    others = counts(memory)
    [answer] = await listener.send("/import remove")
    assert text(answer).startswith("There is nothing to forget")
    assert "Month: January 2020" in await send(listener, as_json(history(("Radiohead", 7))))
    mine = counts(memory)
    [question] = await listener.send("/import Remove")
    assert text(question).startswith("Forget all that you imported")
    assert counts(memory) == mine
    [answer] = (await listener.tap("Forget my imports")).edited
    assert text(answer).startswith("Plays forgotten: 7,")
    assert counts(memory) == others


async def test_one_tap_forgets_nothing_a_second_one_all_of_it(listener: Listener, memory: Memory) -> None:
    report = await send(listener, as_json(history(("Radiohead", 7))))
    mine = counts(memory)
    [asked] = (await listener.tap("Forget my imports")).edited
    assert text(asked) == report
    assert buttons(asked) == ["For you", "📊 My taste as charts", "🗑 Tap again to forget them for good"]
    assert counts(memory) == mine
    [answer] = (await listener.tap("Tap again", asked)).edited
    assert text(answer).startswith("Plays forgotten: 7,")
    assert counts(memory) == []


async def test_what_was_imported_can_be_used_and_forgotten_from_the_help(listener: Listener) -> None:
    await send(listener, as_json(history(("Radiohead", 7))))
    [answer] = await listener.send("/import")
    assert buttons(answer) == ["For you", "📊 My taste as charts", "Forget my imports"]
    await listener.tap("Forget my imports")
    [answer] = (await listener.tap("Tap again")).edited
    assert text(answer).startswith("Plays forgotten: 7,")


async def test_a_stranger_cannot_tap_the_buttons_of_a_report(
    chat: LocalChat, listener: Listener, stranger: Listener, memory: Memory
) -> None:
    await send(listener, as_json(history(("Radiohead", 7))))
    rows = listener.last.reply_markup.inline_keyboard if listener.last.reply_markup else []
    before = counts(memory)
    await stranger.send("/help")
    for [button] in rows:
        assert button.callback_data is not None
        tap: Tap = await stranger.forge(button.callback_data)
        assert tap.toast is not None
        assert "belong to someone else" in tap.toast
    assert counts(memory) == before


async def test_for_you_follows_from_plays_and_says_so(listener: Listener, engine: Recommender) -> None:
    await send(listener, as_json(history(("Radiohead", 10), ("Björk", 10))))
    card = (await listener.tap("For you")).messages[0]
    assert text(card).startswith("For you, from all you like and listen to")
    assert text(card).count("because you listen to ") == 5
    assert not {"Radiohead", "Björk"} & set(names(card))
    assert names(card)
    near = {one.artist.name for one in engine.recommend(["Radiohead", "Björk"], k=10)}
    assert near & set(names(card))


async def test_pages_of_for_you_never_reach_what_was_heard(listener: Listener, engine: Recommender) -> None:
    known = [one.artist.name for one in engine.recommend(["Radiohead"], k=12)][::2]
    spelt = [("RADIOHEAD", 9), *((name.upper(), 4) for name in known)]
    await send(listener, as_json(history(*spelt)))
    await listener.send("/foryou")
    seen = names(listener.last)
    for _ in range(3):
        seen += names((await listener.tap("Next")).edited[0])
    assert len(set(seen)) == 20
    assert not {"Radiohead", *known} & set(seen)


async def test_a_button_turns_to_artists_half_known_and_back(listener: Listener, engine: Recommender) -> None:
    near = [one.artist.name for one in engine.recommend(["Radiohead"], k=9)]
    half, well = near[:3], near[3:6]
    await send(
        listener, as_json(history(("Radiohead", 20), *((n, 2) for n in half), *((n, 9) for n in well)))
    )
    [card] = await listener.send("/foryou")
    assert not {*half, *well} & set(names(card))
    turned = (await listener.tap("Artists I half know")).edited[0]
    assert text(turned).startswith("You half know them")
    assert set(names(turned)) == set(half)
    back = (await listener.tap("Artists new to me")).edited[0]
    assert names(back) == names(card)


async def test_without_half_known_artists_it_says_so(listener: Listener) -> None:
    await send(listener, as_json(history(("Radiohead", 20))))
    await listener.send("/foryou")
    turned = (await listener.tap("Artists I half know")).edited[0]
    assert text(turned).startswith("There is nobody you half know")
    assert names((await listener.tap("Artists new to me")).edited[0])


async def test_a_past_year_counts_alone_and_other_years_stay_heard(
    listener: Listener, engine: Recommender
) -> None:
    metal = [one.artist.name for one in engine.recommend(["Metallica"], k=3)]
    rows = [
        *history(("Metallica", 30)),
        *history(("Miles Davis", 30), (metal[0], 5), start=T + YEAR),
    ]
    await send(listener, as_json(rows))
    await listener.send("/start")
    [card] = await listener.send("/foryou 2020")
    assert text(card).startswith("For you, from your listening in 2020")
    assert text(card).count("because you listen to Metallica") == 5
    assert metal[0] not in names(card)
    [other] = await listener.send("/foryou 2021")
    assert "Metallica" not in text(other)
    for words in ("/foryou 1999", "/foryou lately"):
        [answer] = await listener.send(words)
        assert text(answer).endswith("I have: 2020, 2021")
    [past] = await listener.send("/history")
    assert "For you · 2021" in text(past)
    again = (await listener.tap("For you · 2020")).messages[0]
    assert names(again) == names(card)


async def test_of_a_year_of_unknown_artists_it_is_said_that_nobody_is_known(listener: Listener) -> None:
    await send(listener, as_json([*history(("Zyxw Nobody", 5)), *history(("Muse", 5), start=T + YEAR)]))
    [answer] = await listener.send("/foryou 2020")
    assert text(answer).startswith("I know none of the artists that you like or play")


async def test_words_that_are_no_year_are_read_over_by_who_has_no_years(listener: Listener) -> None:
    await listener.send("Radiohead")
    await listener.tap("Like 1")
    [card] = await listener.send("/foryou Radiohead")
    assert text(card).startswith("For you, from all you like")


async def test_skips_alone_lead_to_no_list(listener: Listener) -> None:
    report = await send(listener, as_json(history(("Radiohead", 5), ms=5000)))
    assert "/foryou" not in report


async def test_a_share_is_0_or_100_percent_of_none_or_all_alone(listener: Listener) -> None:
    few = await send(listener, as_json(history(("Radiohead", 1), ("Zyxw Nobody", 300))))
    assert "I know the artists of 1% of all your plays." in few
    assert "/foryou builds on this now" in few
    many = await send(listener, as_json(history(("Muse", 90_000 // 100), ("Coldplay", 59_000 // 100))))
    assert "I know the artists of 83% of all your plays." in many


async def test_who_was_banned_elsewhere_is_in_no_list(listener: Listener) -> None:
    [before] = await listener.send("Radiohead")
    banned = names(before)[:2]
    library = {"tracks": [], "artists": [], "bannedArtists": [{"name": name} for name in banned]}
    await send(listener, json.dumps(library).encode(), "YourLibrary.json")
    [after] = await listener.send("Radiohead")
    assert not set(banned) & set(names(after))


async def test_of_a_small_history_those_half_known_are_listed(listener: Listener) -> None:
    known = ["Radiohead", "Muse", "Coldplay", "Placebo", "Björk", "Portishead"]
    await send(listener, as_json(history(*((name, 2) for name in known))))
    await listener.send("/foryou")
    tap = await listener.tap("half know")
    assert len(names(tap.edited[0])) == 5
    assert set(names(tap.edited[0])) < set(known)


@pytest.mark.parametrize(
    ("header", "last"),
    [("Title,Artist,Time", "3:58"), ("Name,Artist,Time", "238"), ("Title,Artist,Date", "1993")],
)
async def test_how_long_a_song_is_and_its_year_are_no_times_of_plays(
    listener: Listener, header: str, last: str
) -> None:
    rows = "".join(f"Song {n},Radiohead,{last}\n" for n in range(30))
    report = await send(listener, f"{header}\n{rows}".encode(), "playlist.csv")
    assert "In your library and playlists: 30" in report


async def test_artists_credited_together_are_told_apart_by_the_names_that_are_known(
    listener: Listener, memory: Memory
) -> None:
    together = [
        "AC/DC;Guns N' Roses",
        "Earth, Wind & Fire;The Emotions",
        "Tyler, The Creator;Kali Uchis",
        "Simon & Garfunkel, Bob Dylan",
    ]
    rows = "".join(f'Song {n},"{name}"\n' for n, name in enumerate(together))
    await send(listener, f"Track Name,Artist Name(s)\n{rows}".encode(), "playlist.csv")
    shown = set[str]()
    for _ in range(4):
        [card] = await listener.send("/foryou")
        shown |= set(names(card))
        assert "because you listen to Earth\n" not in text(card)
    assert not shown & {"AC/DC", "Guns N' Roses", "Earth, Wind & Fire", "Bob Dylan", "Tyler, The Creator"}
    listed = names(card)[0]
    await listener.tap("Next", card)
    assert listed not in {"Earth", "(dc)"}


@pytest.mark.parametrize("credit", ["{};Somebody Else", "{} - Topic"])
async def test_songs_are_known_as_heard_however_their_artist_is_credited(
    listener: Listener, credit: str
) -> None:
    await send(listener, as_json(history(("Maroon 5", 9), ("Coldplay", 9))))
    [card] = await listener.send("/tracks")
    songs = re.findall(r"(?m)^\d+\. (.+?) – ([^,\n]+)", said(card))
    assert len(songs) == 5
    rows = "".join(f'"{title}","{credit.format(artist)}"\n' for title, artist in songs)
    await send(listener, f"Track Name,Artist Name(s)\n{rows}".encode(), "playlist.csv")
    [again] = await listener.send("/tracks")
    assert not {title for title, _ in songs} & {
        title for title, _ in re.findall(r"(?m)^\d+\. (.+?) – ([^,\n]+)", said(again))
    }


async def test_a_year_without_any_import_points_to_it(listener: Listener) -> None:
    [answer] = await listener.send("/foryou 2019")
    assert text(answer).endswith("/import")


async def test_what_was_played_lately_counts_more(listener: Listener, stranger: Listener) -> None:
    """The same plays the other way round: each list leans to what came last."""
    for one, (early, late) in (
        (listener, ("Metallica", "Miles Davis")),
        (stranger, ("Miles Davis", "Metallica")),
    ):
        await send(one, as_json([*history((early, 6)), *history((late, 6), start=T + 4 * YEAR)]))
    jazz, metal = [text((await one.send("/foryou"))[0]) for one in (listener, stranger)]
    assert jazz.count("because you listen to Miles Davis") > metal.count("because you listen to Miles Davis")
    assert metal.count("because you listen to Metallica") > jazz.count("because you listen to Metallica")


async def test_skips_count_against(listener: Listener, stranger: Listener) -> None:
    heard_out = history(("Metallica", 20), ("Miles Davis", 20))
    await send(stranger, as_json(heard_out))
    await send(listener, as_json([*heard_out, *history(("Metallica", 35), start=T + 50 * HOUR, ms=4000)]))
    counts_of = {
        one: text((await one.send("/foryou"))[0]).count("because you listen to Metallica")
        for one in (listener, stranger)
    }
    assert counts_of[listener] < counts_of[stranger]


async def test_a_long_import_is_one_message_that_moves_on_while_others_are_answered(
    listener: Listener, stranger: Listener, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "_FIRST_WORD", 0.0)
    rnd = random.Random(5)  # noqa: S311 - no secret
    rows = [
        exports.extended_row(f"Artist {rnd.randrange(900)}", f"Song {rnd.randrange(9000)}", T + n * 400)
        for n in range(30_000)
    ]
    data = as_zip({f"{n}.json": as_json(rows[n::3]) for n in range(3)})
    importing = asyncio.create_task(listener.send_file(data, "long.zip"))
    answered = 0
    while not importing.done():
        await stranger.send("/help")
        answered += 1
    shown = await importing
    while not text(shown[-1]).startswith("Your listening is in"):
        shown += await listener.wait()
    assert len({message.message_id for message in shown}) == 1
    assert "Plays kept: 30,000" in text(shown[-1])
    assert answered > 2
    assert memory.rows("SELECT count(*) FROM plays") == [(30_000,)]


async def test_an_import_that_is_taken_up_again_goes_on_in_the_message_that_it_left(
    listener: Listener, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However it was left: a process that is killed says no more than a memory that is away for a while."""
    whole = Imports.run

    async def broken_off(
        self: Imports, bot: Bot, user_id: int, document: Document, progress: Callable[[So], Awaitable[None]]
    ) -> Report | Problem:
        monkeypatch.setattr(Imports, "run", whole)
        await progress(So(44, 0))
        raise StorageError("away")

    monkeypatch.setattr(imports, "_FIRST_WORD", 0.0)
    monkeypatch.setattr(Imports, "run", broken_off)
    shown = await listener.send_file(as_json(history(("Radiohead", 3))), "history.json", expect=0)
    while not shown or not text(shown[-1]).startswith("Your listening is in"):
        shown += await listener.wait()
    assert text(shown[0]).startswith("Reading your listening: 44%")
    assert len({message.message_id for message in shown}) == 1
    await listener.send("/help")  # which waits for the end of what was before it
    assert memory.rows("SELECT count(*) FROM preferences WHERE name = 'import'") == [(0,)]


async def test_an_import_whose_message_could_not_be_noted_goes_on(
    listener: Listener, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "_FIRST_WORD", 0.0)
    await listener.send("/help")
    await memory.run(
        """
        CREATE TRIGGER no_room BEFORE INSERT ON preferences
        WHEN NEW.name = 'import'
        BEGIN
            SELECT RAISE(FAIL, 'no room');
        END
        """
    )
    shown = await listener.send_file(as_json(history(("Radiohead", 3))), "history.json")
    while not text(shown[-1]).startswith("Your listening is in"):
        shown += await listener.wait()
    assert len({message.message_id for message in shown}) == 1


async def test_who_deletes_the_message_of_an_import_is_told_how_it_went_all_the_same(
    listener: Listener, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Imports.run

    async def deleted(
        self: Imports, bot: Bot, user_id: int, document: Document, progress: Callable[[So], Awaitable[None]]
    ) -> Report | Problem:
        await progress(So(44, 0))
        [(noted,)] = memory.rows("SELECT value FROM preferences WHERE name = 'import'")
        await bot.delete_message(user_id, int(str(noted).split()[1]))
        return await whole(self, bot, user_id, document, progress)

    monkeypatch.setattr(imports, "_FIRST_WORD", 0.0)
    monkeypatch.setattr(Imports, "run", deleted)
    shown = await listener.send_file(as_json(history(("Radiohead", 3))), "history.json", expect=0)
    while not shown or not text(shown[-1]).startswith("Your listening is in"):
        shown += await listener.wait()
    await listener.send("/help")  # which waits for the end of what was before it
    assert memory.rows("SELECT count(*) FROM preferences WHERE name = 'import'") == [(0,)]


@pytest.mark.parametrize(
    ("method", "refusal"),
    [
        ("getfile", Refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable")),
        ("file_0.bin", Refusal(404, "Not Found")),
    ],
)
async def test_a_file_that_telegram_has_no_more_gets_the_line_at_once_and_is_no_fault(
    chat: LocalChat, storage: Storage, engine: Recommender, method: str, refusal: Refusal
) -> None:
    calls = Counter[str]()

    def fault(call: Call) -> Refusal | None:
        calls[call.method] += 1
        return refusal if call.method == method else None

    async with (
        Line(chat, fault) as line,
        running_bot(chat, storage, engine, api_url=line.url),
        Listener(chat) as robin,
    ):
        with capture_logs() as logs:
            answer = await send(robin, as_json(history(("Radiohead", 3))))
            await robin.send("/help")
    assert answer == "The file did not come over from Telegram. Please send it again."
    assert calls[method] == 1
    assert {line["log_level"] for line in logs} <= {"info", "debug"}


@pytest.mark.parametrize(
    ("readable", "answered"), [(True, "Plays kept: 3"), (False, "The file did not come over from Telegram.")]
)
async def test_a_file_that_a_server_keeps_on_its_own_disk_is_read_there(
    chat: LocalChat, storage: Storage, engine: Recommender, tmp_path: Path, *, readable: bool, answered: str
) -> None:
    """As telegram-bot-api with --local does it: it names the path, and hands out nothing."""
    kept = tmp_path / "documents" / "file_0.json"
    if readable:
        kept.parent.mkdir()
        kept.write_bytes(as_json(history(("Radiohead", 3))))
    named = {"file_id": "f", "file_unique_id": "f", "file_path": str(kept)}

    def local(call: Call) -> Page | Refusal | None:
        if call.method == "getfile":
            return Page(200, json.dumps({"ok": True, "result": named}).encode())
        return Refusal(404, "Not Found") if call.method == kept.name else None

    async with (
        Line(chat, local) as line,
        running_bot(chat, storage, engine, api_url=line.url),
        Listener(chat) as robin,
    ):
        with capture_logs() as logs:
            assert answered in await send(robin, b"what the server has")
            assert answered.partition(":")[0] in await send(robin, b"the same again")
    told = [line["folder"] for line in logs if line["log_level"] == "error"]
    assert told == [str(kept.parent)] * (not readable)


async def test_a_file_that_does_not_come_over_gets_a_line_without_the_address(
    listener: Listener, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("aiogram.client.session.aiohttp.AiohttpSession.stream_content", broken_stream)
    answer = await send(listener, as_json(history(("Radiohead", 3))))
    assert answer.startswith("The file did not come over from Telegram.")
    assert "SECRET" not in caplog.text


async def broken_stream(*_: object, **__: object) -> AsyncIterator[bytes]:
    raise aiohttp.ClientPayloadError("https://x/file/bot1:SECRET/a")
    yield b""


@pytest.mark.parametrize(
    ("language", "start"), [("ru", "Ваша история загружена."), ("de", "Dein Hörverlauf ist da.")]
)
async def test_the_report_speaks_the_listeners_language(
    chat: LocalChat, bot: object, language: str, start: str
) -> None:
    async with Listener(chat, language_code=language) as listener:
        assert (await send(listener, as_json(history(("Radiohead", 3))))).startswith(start)
