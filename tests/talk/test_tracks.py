"""/tracks: songs like a song or an artist's, steered by a tap."""

import json
import re

import pytest

from tests.listener import Listener
from tests.listening import exports
from tests.talk.reading import buttons, said


async def test_songs_like_a_song_are_listed_and_can_be_steered(listener: Listener) -> None:
    [card] = await listener.send("/tracks Billie Eilish - bad guy")
    assert "1." in said(card)
    assert buttons(card)
    calmer = next(button for button in buttons(card) if "alm" in button)
    tap = await listener.tap(calmer)
    assert tap.edited
    assert said(tap.edited[0]) != said(card)


async def test_of_several_artists_it_is_asked_whose_songs(listener: Listener) -> None:
    [question] = await listener.send("/tracks Muse, Coldplay")
    assert said(question) == "I find songs for one artist at a time. Whose shall it be?"
    assert buttons(question) == ["🎵 Songs by and like Muse", "🎵 Songs by and like Coldplay"]
    [songs] = (await listener.tap("Songs by and like Coldplay")).edited
    assert "Coldplay" in said(songs)


@pytest.mark.parametrize(
    ("words", "artist"),
    [
        ("songs by Metallica", "Metallica"),
        ("Play some ABBA songs, please", "ABBA"),
        ("The Who songs", "The Who"),
        ("Die besten Lieder von Rammstein!", "Rammstein"),
        ("песни группы Radiohead", "Radiohead"),
    ],
)
async def test_songs_of_a_well_known_artist_are_asked_for_in_words(
    listener: Listener, words: str, artist: str
) -> None:
    [card] = await listener.send(words)
    assert re.match(rf"🎵 Songs (by and|close to|like).*{artist}", said(card)), said(card)


@pytest.mark.parametrize("words", ["September Song", "the song", "songs like Muse", "Train Tracks"])
async def test_other_lines_of_songs_are_read_as_before(listener: Listener, words: str) -> None:
    [card] = await listener.send(words)
    assert "🎵 Songs by" not in said(card)


@pytest.mark.parametrize(
    "shared",
    [
        "Listen to Creep by Radiohead https://open.spotify.com/track/70LcF31zb1H0PyJoS1Sx1r",
        "Here’s a song for you… Creep by Radiohead\nhttps://open.spotify.com/track/70LcF31zb1H0PyJoS1Sx1r",
        "Creep – Song by Radiohead – Apple Music https://music.apple.com/gb/song/creep/1097862870",
        "Creep by Radiohed",
    ],
)
async def test_what_apps_write_around_a_song_and_a_slip_in_its_artist_are_read_over(
    listener: Listener, shared: str
) -> None:
    [card] = await listener.send(f"/tracks {shared}")
    assert "Songs like Creep – Radiohead" in said(card)


@pytest.mark.parametrize("words", ["songs like Creep", "happy songs like Creep", "etwas wie Creep"])
async def test_a_song_behind_other_words_is_found(listener: Listener, words: str) -> None:
    [card] = await listener.send(f"/tracks {words}")
    assert "Songs like Creep – Radiohead" in said(card)


@pytest.mark.parametrize("words", ["jazz", "90s rock", "Klassik"])
async def test_of_a_genre_its_artists_are_offered(listener: Listener, words: str) -> None:
    [card] = await listener.send(f"/tracks {words}")
    assert said(card).startswith(f"“{words}” is a genre, and I go by songs and artists.")
    await listener.tap(buttons(card)[-1])
    assert "🎵 Songs" in said(listener.last)


@pytest.mark.parametrize("words", ["songs of the 80s", "90s"])
async def test_of_a_decade_its_artists_are_offered(listener: Listener, words: str) -> None:
    """And not who is spelt nearly so: The C90s."""
    [card] = await listener.send(f"/tracks {words}")
    assert not any("C90s" in button for button in buttons(card))
    assert said(card).startswith(f"“{words}” is a decade, and I go by songs and artists.")
    await listener.tap(buttons(card)[-1])
    assert "🎵 Songs" in said(listener.last)


@pytest.mark.parametrize(
    ("language", "words", "told"),
    [
        ("en", "70s country", "I know too few artists who are both “country” and “70s”."),
        ("de", "70er Country", "Zu „Country“ und „70er“ zugleich kenne ich zu wenige Künstler."),
        ("ru", "кантри 70-х", "Таких, чтобы сразу и «кантри», и «70-х», я знаю слишком мало."),
    ],
)
async def test_a_decade_of_which_too_few_of_a_genre_are_known_is_not_dropped_in_silence(
    listener: Listener, language: str, words: str, told: str
) -> None:
    await listener.profile(language_code=language)
    [card] = await listener.send(f"/tracks {words}")
    assert said(card).startswith(told)
    assert "/tracks" in said(card)
    await listener.tap(buttons(card)[0])
    assert "🎵" in said(listener.last)


async def test_of_a_mood_it_is_said_how_one_is_found(listener: Listener) -> None:
    [card] = await listener.send("/tracks sad music")
    assert said(card).startswith("I can't tell moods apart by their names.")
    await listener.tap(buttons(card)[0])
    assert "Songs like" in said(listener.last)


async def test_a_song_that_is_called_like_a_mood_is_that_song(listener: Listener) -> None:
    [card] = await listener.send("/tracks Happy Song")
    assert "Songs like Happy Song – Bring Me The Horizon" in said(card)


async def test_a_link_alone_names_no_song(listener: Listener) -> None:
    [line] = await listener.send("/tracks https://open.spotify.com/track/70LcF31zb1H0PyJoS1Sx1r")
    assert said(line).startswith("I can't open links.")


async def test_an_unknown_song_is_said_to_be_unknown(listener: Listener) -> None:
    [answer] = await listener.send("/tracks qqqq zzzz xxxx 12345")
    assert said(answer)
    assert "went wrong" not in said(answer)


@pytest.mark.parametrize(
    "words", ["Ryuichi Sakamoto - Merry Christmas Mr. Lawrence", "bad guy", "25 GOT7", "Metallica", "!!!"]
)
async def test_each_card_says_in_words_why_it_is_there(listener: Listener, words: str) -> None:
    [card] = await listener.send(f"/tracks {words}")
    for tab in ("Next", "Genre only", "Sound only", "Sound and genre"):
        for block in (card.html_text or "").split("\n\n")[1:]:
            *_, why, links = block.split("\n")
            assert re.fullmatch("<i>.+</i>", why), block
            assert "open.spotify.com" in links
        card = (await listener.tap(tab, card)).shown[-1]


async def test_songs_by_an_artist_are_no_covers_of_themselves(listener: Listener) -> None:
    [card] = await listener.send("/tracks Beyoncé")
    first = said(card).split("\n\n")[1]
    assert "Beyoncé" in first
    assert "cover" not in first
    assert "close to" not in first


@pytest.mark.parametrize("name", ["Кино", "坂本龍一"])
async def test_of_an_artist_without_songs_those_of_close_ones_are_listed(
    listener: Listener, name: str
) -> None:
    [card] = await listener.send(f"/tracks {name}")
    assert f"no songs by {name}" in said(card)
    assert f"by an artist close to {name}" in said(card)


async def test_of_an_unknown_song_the_known_artist_alone_is_offered(listener: Listener) -> None:
    [card] = await listener.send("/tracks Кино - Группа крови")
    assert "I don't know “Кино - Группа крови”" in said(card)
    [offer] = buttons(card)
    tap = await listener.tap(offer)
    assert "Кино" in said(tap.edited[0])


async def test_of_a_history_whose_songs_are_unknown_the_artists_speak(listener: Listener) -> None:
    rows = [
        exports.extended_row(artist, f"Unheard of {n}", 1_700_000_000 + 300 * n)
        for n, artist in enumerate(["Radiohead", "Radiohead", "Portishead", "Björk"] * 5)
    ]
    await listener.send_file(exports.as_json(rows), "export.json", expect=1)
    [card] = await listener.send("/tracks")
    assert "1." in said(card)
    assert "you like" not in said(card)


async def test_a_song_that_spotify_was_told_never_to_play_is_not_listed(listener: Listener) -> None:
    kept = [{"artist": "Radiohead", "track": "Creep"}, {"artist": "Coldplay", "track": "Yellow"}]
    await listener.send_file(json.dumps({"tracks": kept}).encode(), "YourLibrary.json", expect=1)
    [card] = await listener.send("/tracks")
    title, _, artist = said(card).partition("\n1. ")[2].partition("\n")[0].rpartition(" – ")
    banned = [{"artist": artist, "track": title, "album": "Any"}]
    await listener.send_file(json.dumps({"tracks": [], "bannedTracks": banned}).encode(), "b.json", expect=1)
    [again] = await listener.send("/tracks")
    assert f"1. {title} – {artist}" in said(card)
    assert f"{title} – {artist}" not in said(again)
    assert artist in said(again)


@pytest.mark.parametrize("name", ["The Who", "The Cure", "Bob Marley"])
async def test_a_famous_artist_is_meant_before_a_song_of_that_name(listener: Listener, name: str) -> None:
    [card] = await listener.send(f"/tracks {name}")
    assert f"Songs by and like {name}" in said(card)
    assert name in said(card).split("\n\n")[1]
    assert "close to" not in said(card).split("\n\n")[1]


async def test_where_a_song_and_a_lesser_known_artist_bear_one_name_it_is_asked(listener: Listener) -> None:
    [card] = await listener.send("/tracks September")
    assert "Did you mean" in said(card)
    assert {"September – Earth, Wind & Fire", "🎵 Songs by and like September"} <= set(buttons(card))


async def test_of_a_genre_nobody_is_offered_who_is_never_to_be_shown(listener: Listener) -> None:
    [card] = await listener.send("/tracks reggae")
    assert any(button.endswith("Bob Marley") for button in buttons(card))
    await listener.send("never show me Bob Marley")
    await listener.tap("Never show again")
    [card] = await listener.send("/tracks reggae")
    assert buttons(card)
    assert not any(button.endswith("Bob Marley") for button in buttons(card))
