"""/recommend and plain names: the list, its pages, and names that are not clear."""

import json

import pytest

from handlers.frame import middlewares
from recommender import Recommender
from tests.listener import Listener
from tests.talk.reading import Memory, buttons, data_of, matches, names, numbers, text


async def test_a_list_shows_five_artists_with_match_and_reason(listener: Listener) -> None:
    [card] = await listener.send("/recommend Radiohead")
    assert text(card).startswith("Artists like Radiohead")
    assert numbers(card) == [1, 2, 3, 4, 5]
    assert "Radiohead" not in names(card)
    assert all(0 < match <= 100 for match in matches(card))
    assert text(card).count("because you asked for Radiohead") == 5


async def test_a_list_names_genres_of_its_artists(listener: Listener, engine: Recommender) -> None:
    [card] = await listener.send("/recommend Radiohead")
    lines = text(card).splitlines()
    first = engine.artist(names(card)[0])
    assert first.genres
    assert ", ".join(first.genres[:3]) in lines


async def test_a_reason_names_what_both_artists_share(listener: Listener, engine: Recommender) -> None:
    [card] = await listener.send("/recommend Radiohead")
    shared = {
        name: [genre for genre in engine.artist(name).genres if genre in engine.artist("Radiohead").genres]
        for name in names(card)
    }
    assert any(shared.values())
    for genres in filter(None, shared.values()):
        assert f"because you asked for Radiohead; both: {genres[0]}" in text(card)


async def test_each_artist_has_three_buttons_and_the_list_goes_on(listener: Listener) -> None:
    [card] = await listener.send("/recommend Radiohead")
    numbered = [f"{sign} {n}" for n in range(1, 6) for sign in ("👍 Like", "👎 Dislike", "⋯ More")]
    songs = [f"Songs {n}" for n in range(1, 6)]
    assert buttons(card) == [*numbered, *songs, "Next ▶", "Better known", "Rarer", "💾 Save", "🔗 Share"]


async def test_a_plain_name_is_a_query(listener: Listener) -> None:
    [asked] = await listener.send("/recommend Radiohead")
    [named] = await listener.send("Radiohead")
    assert names(named) == names(asked)


@pytest.mark.parametrize(("a_while", "shown"), [(0.0, ["typing"]), (600.0, [])])
async def test_the_bot_shows_that_it_is_at_work_where_that_takes_a_while(
    listener: Listener, monkeypatch: pytest.MonkeyPatch, a_while: float, shown: list[str]
) -> None:
    monkeypatch.setattr(middlewares, "_A_WHILE", a_while)
    reply = await listener._say(1, json={"text": "Radiohead"})
    assert reply.actions == shown


async def test_what_was_asked_and_shown_is_stored(listener: Listener, memory: Memory) -> None:
    [card] = await listener.send("/recommend Radiohead")
    assert memory.rows("SELECT user_id, kind, text FROM queries") == [
        (listener.user_id, "recommend", "Radiohead")
    ]
    stored = memory.rows("SELECT artist_name, match FROM shown ORDER BY position")
    assert stored == list(zip(names(card), matches(card), strict=True))


async def test_several_artists_make_one_query(listener: Listener, engine: Recommender) -> None:
    [card] = await listener.send("/recommend Radiohead, Björk")
    assert text(card).startswith("Artists like Radiohead, Björk")
    expected = engine.recommend(["Radiohead", "Björk"], k=5, step=2, page=5)
    assert names(card) == [one.artist.name for one in expected]


async def test_many_artists_are_named_in_short(listener: Listener) -> None:
    [card] = await listener.send("/recommend Radiohead, Björk, Muse, Coldplay, Metallica")
    assert text(card).startswith("Artists like Radiohead, Björk, Muse and 2 more")


async def test_a_misspelt_name_is_answered_and_said_to_be_taken_as_another(listener: Listener) -> None:
    [card] = await listener.send("/recommend radiohed, Björk")
    assert text(card).startswith("I took “radiohed” as Radiohead.\nArtists like Radiohead, Björk")


@pytest.mark.parametrize("written", ["RADIOHEAD", "  radiohead ", "bjork"])
async def test_case_accents_and_blanks_are_no_misspelling(listener: Listener, written: str) -> None:
    [card] = await listener.send(written)
    assert text(card).startswith("Artists like ")


async def test_an_unclear_name_is_asked_back_and_one_tap_answers(
    listener: Listener, engine: Recommender, unclear: str
) -> None:
    [question] = await listener.send(f"/recommend {unclear}")
    assert text(question).startswith(f"I'm not sure who “{unclear}” is.")
    wanted = engine.find(unclear)[0].artist.name
    tap = await listener.tap(wanted)
    assert text(tap.edited[0]).startswith(f"Artists like {wanted}")
    assert len(names(tap.edited[0])) == 5


async def test_an_unknown_name_gets_an_honest_no_and_the_nearest_names(
    listener: Listener, engine: Recommender, unknown: str
) -> None:
    [answer] = await listener.send(unknown)
    assert text(answer).startswith(f"I don't know “{unknown}”. The closest names I have:")
    assert buttons(answer) == [match.artist.name for match in engine.find(unknown)]
    tap = await listener.tap(buttons(answer)[0])
    assert text(tap.edited[0]).startswith(f"Artists like {buttons(answer)[0]}")


@pytest.mark.parametrize(
    ("line", "artist"),
    [
        ("Yesterday", "The Beatles"),
        ("who sings Zombie?", "The Cranberries"),
        ("songs like Zombie", "The Cranberries"),
    ],
)
async def test_by_a_title_the_song_of_the_best_known_artist_is_meant(
    listener: Listener, line: str, artist: str
) -> None:
    [question] = await listener.send(line)
    assert f"is a song by {artist}, and I go by artists here" in text(question)
    assert buttons(question)[1] == artist


@pytest.mark.parametrize(
    ("line", "name"), [("включи Земфиру", "Zемфира"), ("play some radiohed", "Radiohead")]
)
async def test_a_misspelt_name_behind_other_words_is_found(listener: Listener, line: str, name: str) -> None:
    [card] = await listener.send(line)
    assert f"Artists like {name}" in text(card)


async def test_what_only_sounds_a_little_like_a_title_is_no_song(listener: Listener) -> None:
    [card] = await listener.send("я люблю Арию")
    assert "Artists like Ария" in text(card)


@pytest.mark.parametrize(
    ("line", "genre", "lost"),
    [
        ("70s country", "country", "70s"),
        ("80er Schlager", "Schlager", "80er"),
        ("кантри 70-х", "кантри", "70-х"),
        ("swedish country", "country", "swedish"),
    ],
)
async def test_a_genre_of_a_decade_of_which_few_are_known_is_said_to_be_without_it(
    listener: Listener, line: str, genre: str, lost: str
) -> None:
    [question] = await listener.send(line)
    assert text(question).startswith(f"I know too few artists who are both “{genre}” and “{lost}”.")
    [question] = await listener.send("Rock aus den Achtzigern")
    assert text(question).startswith("“Achtziger Rock” is a genre")


async def test_who_is_blocked_is_not_offered_for_a_genre(listener: Listener) -> None:
    [before] = await listener.send("rock")
    first = buttons(before)[0]
    await listener.send(f"not {first}")
    await listener.tap("Never show again")
    [after] = await listener.send("rock")
    assert first not in buttons(after)
    assert set(buttons(after)) < set(buttons(before))


async def test_a_name_that_artists_share_is_told_apart_by_genre_and_the_query_goes_on(
    listener: Listener, engine: Recommender, memory: Memory
) -> None:
    [question] = await listener.send("ashe, Radiohead")
    assert text(question).startswith("Several artists are called “ashe”. Which one do you mean?")
    known, other, *rest = buttons(question)
    assert known == f"Ashe · {', '.join(engine.artist('ashe').genres[:2])}"
    assert other.startswith("Ashe, like ")  # of whom no genre is known
    assert rest == ["Go on without it"]
    [card] = (await listener.tap(other)).edited
    assert text(card).startswith("Artists like Ashe, Radiohead\n")
    [(seeds,)] = memory.rows("SELECT seeds FROM queries")
    assert seeds == '["ashe~7HsBfp", "radiohead"]'


async def test_a_former_name_leads_to_the_artist_and_says_so(listener: Listener) -> None:
    [card] = await listener.send("The Artist Formerly Known as Prince")
    assert text(card).startswith(
        "I took “The Artist Formerly Known as Prince” as Prince.\nArtists like Prince\n"
    )


async def test_all_artists_of_a_query_are_settled_before_it_is_answered(
    listener: Listener, engine: Recommender, unclear: str, unknown: str
) -> None:
    [question] = await listener.send(f"Björk, {unknown}, {unclear}")
    assert unknown in text(question)
    first = engine.find(unknown)[0].artist.name
    tap = await listener.tap(first)
    assert unclear in text(tap.edited[0])
    second = engine.find(unclear)[0].artist.name
    tap = await listener.tap(second)
    assert text(tap.edited[0]).startswith(f"Artists like Björk, {first}, {second}")


async def test_an_unknown_artist_among_others_can_be_left_out(listener: Listener, unknown: str) -> None:
    await listener.send(f"Björk, {unknown}")
    tap = await listener.tap("Go on without it")
    assert text(tap.edited[0]).startswith("Artists like Björk\n")


async def test_the_only_artist_cannot_be_left_out(listener: Listener, unknown: str) -> None:
    [question] = await listener.send(unknown)
    assert "Go on without it" not in buttons(question)


async def test_no_artist_at_all_gets_help_with_an_example(listener: Listener, engine: Recommender) -> None:
    [answer] = await listener.send("/recommend")
    assert "/recommend Radiohead" in text(answer)
    assert buttons(answer) == [artist.name for artist in engine.examples[:3]]


@pytest.mark.parametrize("written", [",,,", "???", "xqzwvkjjpt"])
async def test_what_comes_near_no_name_gets_an_honest_no(listener: Listener, written: str) -> None:
    [answer] = await listener.send(f"/recommend {written}")
    assert text(answer).startswith(f"I don't know “{written}”, and no name I have comes close.")
    assert not buttons(answer)


async def test_the_next_page_goes_on_and_back_shows_the_first_as_it_was(listener: Listener) -> None:
    [card] = await listener.send("Radiohead")
    first, first_names = text(card), names(card)
    page = (await listener.tap("Next")).edited[0]
    assert text(page).startswith("Artists like Radiohead · page 2")
    assert numbers(page) == [6, 7, 8, 9, 10]
    assert not set(names(page)) & set(first_names)
    assert text((await listener.tap("◀ Back")).edited[0]) == first
    assert text((await listener.tap("Next")).edited[0]) == text(page)


async def test_a_double_tap_turns_one_page(listener: Listener) -> None:
    [card] = await listener.send("Radiohead")
    onward = data_of(card, "Next ▶")
    page = (await listener.tap("Next")).edited[0]
    again = await listener.forge(onward)
    assert again.answered
    assert again.toast is None
    assert text(listener.last) == text(page)


async def test_similar_opens_a_list_of_its_own_below(listener: Listener) -> None:
    [card] = await listener.send("Radiohead")
    await listener.tap("More 2")
    tap = await listener.tap("Similar to")
    assert text(tap.messages[0]).startswith(f"Artists like {names(card)[1]}")
    assert names(card)[1] not in names(tap.messages[0])


async def test_the_menu_of_an_artist_leads_back_to_the_list(listener: Listener) -> None:
    [card] = await listener.send("Radiohead")
    menu = (await listener.tap("More 3")).edited[0]
    assert names(menu) == [names(card)[2]]
    assert buttons(menu) == [
        "Why this one?",
        f"Similar to {names(card)[2]}",
        f"🎵 Songs by and like {names(card)[2]}",
        "I know it",
        "Not for a month",
        "Never show again",
        "Send to a chat",
        "🔗 Copy a link to this artist",
        "◀ Back to the list",
    ]
    assert text((await listener.tap("Back to the list")).edited[0]) == text(card)


async def test_the_end_of_a_list_is_said(listener: Listener, engine: Recommender, memory: Memory) -> None:
    eight = [one.artist.key for one in engine.recommend(["Radiohead"], k=8, step=2)]
    await listener.send("/help")
    await memory.know(
        listener.user_id, [key for key in engine.every_key() if key not in {"radiohead", *eight}]
    )
    [card] = await listener.send("Radiohead")
    assert len(names(card)) == 5
    last = (await listener.tap("Next")).edited[0]
    assert len(names(last)) == 3
    assert "Next ▶" not in buttons(last)


async def test_a_list_that_ends_with_a_full_page_says_so_in_a_toast(
    listener: Listener, engine: Recommender, memory: Memory
) -> None:
    five = [one.artist.key for one in engine.recommend(["Radiohead"], k=5, step=2, page=5)]
    await listener.send("/help")
    await memory.know(
        listener.user_id, [key for key in engine.every_key() if key not in {"radiohead", *five}]
    )
    await listener.send("Radiohead")
    tap = await listener.tap("Next", expect=0)
    assert tap.toast == "That was the whole list."
    assert len(names(listener.last)) == 5


async def test_a_listener_who_knows_everyone_hears_so(
    listener: Listener, engine: Recommender, memory: Memory
) -> None:
    await listener.send("/help")
    await memory.know(listener.user_id, [key for key in engine.every_key() if key != "radiohead"])
    [answer] = await listener.send("Radiohead")
    assert text(answer).startswith("I have nothing left to show for Radiohead")
    assert not buttons(answer)


@pytest.mark.parametrize("name", ["Guns N' Roses", "Simon & Garfunkel", "!!!"])
async def test_names_with_signs_are_shown_as_they_are(listener: Listener, name: str) -> None:
    [card] = await listener.send(f"/recommend {name}")
    assert text(card).startswith(f"Artists like {name}\n")


@pytest.mark.parametrize("written", ["<b>Radio</b>", "<3 & <4", "</code>", "&lt;xqz&gt;", "{name}"])
async def test_markup_in_a_message_is_only_text(listener: Listener, written: str) -> None:
    [answer] = await listener.send(written)
    assert answer.text
    assert "went wrong" not in answer.text


@pytest.mark.parametrize(
    ("language", "asked"), [("en", "is a genre"), ("ru", "это жанр"), ("de", "ist ein Genre")]
)
async def test_a_genre_is_called_one_and_leads_to_its_artists(
    listener: Listener, language: str, asked: str
) -> None:
    await listener.profile(language_code=language)
    [card] = await listener.send("jazz")
    assert asked in text(card)
    assert "Miles Davis" in buttons(card)
    await listener.tap("Miles Davis")
    assert "Miles Davis" in text(listener.last).splitlines()[0]
    assert numbers(listener.last) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("language", "words", "asked"),
    [
        ("en", "best of the 80s", "“the 80s” is a decade"),
        ("ru", "музыка 80-х годов", "«80-х» – это десятилетие"),
        ("de", "Hits der 80er Jahre", "„80er“ ist ein Jahrzehnt"),
    ],
)
async def test_a_decade_is_called_one_and_leads_to_its_artists(
    listener: Listener, language: str, words: str, asked: str
) -> None:
    await listener.profile(language_code=language)
    [card] = await listener.send(words)
    assert text(card).startswith(asked)
    await listener.tap("Depeche Mode")
    assert "Depeche Mode" in text(listener.last).splitlines()[0]
    assert "80s" not in text(listener.last)


@pytest.mark.parametrize(
    ("language", "words", "asked"),
    [("en", "best 80s metal", "“80s metal” is a genre"), ("ru", "метал 80-х", "«метал 80-х» – это жанр")],
)
async def test_a_genre_of_a_decade_leads_to_who_is_of_both(
    listener: Listener, language: str, words: str, asked: str
) -> None:
    await listener.profile(language_code=language)
    [card] = await listener.send(words)
    assert text(card).startswith(asked)
    await listener.tap("Iron Maiden")
    assert "Iron Maiden" in text(listener.last).splitlines()[0]


@pytest.mark.parametrize(
    "words",
    [
        "songs like Creep",
        "happy songs like Creep please",
        "Lieder wie Creep",
        "песни как Creep",
        "who sings Creep?",
        "кто поёт Creep",
        "the song Creep",
        "das Lied Creep",
        "песня Creep",
    ],
)
async def test_a_songs_title_is_found_behind_other_words(listener: Listener, words: str) -> None:
    [card] = await listener.send(words)
    assert text(card).startswith("“Creep” is a song by Radiohead")


@pytest.mark.parametrize(
    "words",
    ["older bands like Queen", "what should I listen to if I like queen", "неизвестные группы как Queen"],
)
async def test_who_is_named_behind_a_like_goes_before_a_song(listener: Listener, words: str) -> None:
    [card] = await listener.send(words)
    assert text(card).startswith("Artists like Queen\n")


@pytest.mark.parametrize(
    ("words", "title", "artist"),
    [
        ("Sweet but Psycho", "Sweet but Psycho", "Ava Max"),
        ("songs like Sweet but Psycho", "Sweet but Psycho", "Ava Max"),
        ("The Only Exception", "The Only Exception", "Paramore"),
        ("Get Low", "Get Low", "Dillon Francis"),
        ("Round and Round", "Round and Round", "Ratt"),
        ("Slow Dance", "Slow Dance", "AJ Mitchell"),
        ("Party in the U.S.A.", "Party In The U.S.A.", "Miley Cyrus"),
    ],
)
async def test_a_title_with_names_or_genres_in_it_is_a_song(
    listener: Listener, words: str, title: str, artist: str
) -> None:
    [card] = await listener.send(words)
    assert text(card).startswith(f"“{title}” is a song by {artist}")
    assert "All of these" not in buttons(card)


@pytest.mark.parametrize(
    ("words", "artist"), [("Numb", "Linkin Park"), ("Zombie", "The Cranberries"), ("roar", "Katy Perry")]
)
async def test_of_an_artist_whom_few_hear_it_is_asked_whether_a_hit_of_that_name_is_meant(
    listener: Listener, words: str, artist: str
) -> None:
    [card] = await listener.send(words)
    assert f" is a song by {artist}" in text(card)
    other = buttons(card)[-1]
    assert other.lower() == words.lower()
    await listener.tap(other)
    assert text(listener.last).startswith(f"Artists like {other}")


@pytest.mark.parametrize("name", ["Kiss", "The Cure", "Genesis"])
async def test_a_well_known_artist_goes_before_a_song_of_that_name(listener: Listener, name: str) -> None:
    [card] = await listener.send(name)
    assert text(card).startswith("Artists like")


@pytest.mark.parametrize("words", ["I don't like muse", "dont like metallica", "ich mag nicht wie Tool"])
async def test_who_is_named_behind_a_not_is_no_wish(listener: Listener, words: str) -> None:
    [card] = await listener.send(words)
    assert not text(card).startswith("Artists like")


async def test_who_is_misspelt_behind_a_like_is_found(listener: Listener) -> None:
    [card] = await listener.send("older bands like radiohed")
    assert text(card).startswith("I took “radiohed” as Radiohead.\nArtists like Radiohead")


async def test_all_artists_of_a_genre_may_be_asked_for_at_once(listener: Listener, memory: Memory) -> None:
    [card] = await listener.send("german bands")
    *offered, everyone = buttons(card)
    assert everyone == "All of these"
    await listener.tap(everyone)
    assert text(listener.last).startswith(f"Artists like {offered[0]}, {offered[1]}")
    assert not set(offered) & set(names(listener.last))
    [(seeds,)] = memory.rows("SELECT seeds FROM queries")
    assert len(json.loads(str(seeds))) == len(offered)


@pytest.mark.parametrize(
    ("words", "song"),
    [
        ("bohemian rapsody", "“Bohemian Rhapsody” is a song by Queen"),
        ("stairway to heven", "“Stairway To Heaven” is a song by Led Zeppelin"),
        ("wonderwal", "“Wonderwall” is a song by Oasis"),
    ],
)
async def test_a_misspelt_title_is_the_song_that_many_know(listener: Listener, words: str, song: str) -> None:
    [card] = await listener.send(words)
    assert text(card).startswith(song)


async def test_a_title_that_few_know_is_not_guessed(listener: Listener) -> None:
    """Flying High, by Jewelz & Sparks."""
    [card] = await listener.send("the flying pigs")
    assert text(card).startswith("I don't know “the flying pigs”.")


async def test_a_title_with_a_like_in_it_is_a_song(listener: Listener) -> None:
    [card] = await listener.send("Moves Like Jagger")
    assert text(card).startswith("“Moves Like Jagger” is a song by Maroon 5")


async def test_a_name_that_ends_with_a_full_stop_has_but_one(listener: Listener) -> None:
    [card] = await listener.send("biggie")
    assert text(card).startswith("I took “biggie” as The Notorious B.I.G.\n")


@pytest.mark.parametrize(("typed", "name"), [("АС/DC", "AC/DC"), ("Cплин", "Сплин")])
async def test_letters_of_the_wrong_script_are_read_as_what_they_look_like_without_a_word(
    listener: Listener, typed: str, name: str
) -> None:
    [card] = await listener.send(typed)
    assert text(card).startswith(f"Artists like {name}\n")


@pytest.mark.parametrize("joint", ["and", "&", "und", "и"])
async def test_beside_a_well_known_name_it_is_the_other_that_is_unknown(
    listener: Listener, joint: str
) -> None:
    [question] = await listener.send(f"Muse {joint} Helene Fischer")
    assert text(question).startswith("I don't know “Helene Fischer”.")
    tap = await listener.tap("Go on without it")
    assert text(tap.edited[0]).startswith("Artists like Muse\n")


async def test_a_numbered_list_in_one_line_is_read_as_its_names(listener: Listener) -> None:
    [card] = await listener.send("1. Radiohead 2. Muse 3. blink-182")
    assert text(card).startswith("Artists like Radiohead, Muse, blink-182")


@pytest.mark.parametrize("words", ["Bohemian Rhapsody", "Queen – Bohemian Rhapsody"])
async def test_a_song_typed_in_place_of_an_artist_leads_to_songs_and_its_artist(
    listener: Listener, words: str
) -> None:
    [card] = await listener.send(words)
    assert text(card).startswith("“Bohemian Rhapsody” is a song by Queen")
    assert buttons(card)[:2] == ["🎵 Songs like Bohemian Rhapsody", "Queen"]
    await listener.tap("Queen")
    assert text(listener.last).endswith("Artists like Queen") or "Artists like " in text(listener.last)
    assert numbers(listener.last) == [1, 2, 3, 4, 5]
    [card] = await listener.send(words)
    await listener.tap("🎵 Songs like Bohemian Rhapsody")
    assert "Songs like Bohemian Rhapsody – Queen" in text(listener.last)


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("bohemian rapsody queen", "“Bohemian Rhapsody” is a song by Queen"),
        ("shape of yuo ed sheran", "“Shape of You” is a song by Ed Sheeran"),
        ("sad songs for rain", "I don't know “sad songs for rain”"),
        ("qwxz vkjh plomm", "I don't know “qwxz vkjh plomm”"),
        ("asdf qwer zxcv poiu", "I don't know “asdf qwer zxcv poiu”"),
    ],
)
async def test_a_line_that_is_like_no_name_may_be_a_song_misspelt(
    listener: Listener, line: str, start: str
) -> None:
    [card] = await listener.send(line)
    assert text(card).startswith(start)


@pytest.mark.parametrize(
    "shared",
    [
        "Creep by Radiohead",
        "Creep - Radiohead",
        "Creep · Radiohead",
        "Creep by Radiohed",
        "creeep - radiohaed",
        "Listen to Creep by Radiohed https://open.spotify.com/track/70LcF31zb1H0PyJoS1Sx1r",
        "„Creep“ von Radiohead",
        "Listen to Creep by Radiohead on Spotify https://open.spotify.com/track/70LcF31zb1H0PyJoS1Sx1r",
        "Listen to Creep, a song by Radiohead on Spotify. https://open.spotify.com/track/70LcF31zb1H0PyJoS1Sx1r",
        "Here’s a song for you… Creep by Radiohead\nhttps://open.spotify.com/track/70LcF31zb1H0PyJoS1Sx1r",
        "Creep – Song by Radiohead – Apple Music https://music.apple.com/gb/song/creep/1097862870",
        "Höre „Creep“ von Radiohead auf Apple Music. https://music.apple.com/de/song/creep/1097862870",
        "Слушайте Creep — Radiohead на Яндекс Музыке https://music.yandex.ru/track/1",
    ],
)
async def test_a_song_named_with_its_artist_as_people_and_apps_do_is_that_song(
    listener: Listener, shared: str
) -> None:
    [card] = await listener.send(shared)
    assert text(card).startswith("“Creep” is a song by Radiohead")
    assert buttons(card)[:2] == ["🎵 Songs like Creep", "Radiohead"]


async def test_a_title_with_a_comma_and_artists_who_share_a_song_are_read_as_well(listener: Listener) -> None:
    [card] = await listener.send("Listen to Hello, Goodbye by The Beatles on Spotify")
    assert text(card).startswith("“Hello, Goodbye” is a song by The Beatles")
    [card] = await listener.send("Under Pressure by Queen & David Bowie on Apple Music")
    assert text(card).startswith("“Under Pressure” is a song by Queen")


async def test_where_an_app_names_a_song_that_is_not_known_its_artist_is_meant(listener: Listener) -> None:
    link = "https://open.spotify.com/track/1"
    [card] = await listener.send(f"Listen to No Such Song by Queen & Björk on Spotify {link}")
    assert text(card).startswith("Artists like Queen, Björk")
    [card] = await listener.send(f"Listen to Radiohead on Spotify. {link}")
    assert text(card).startswith("Artists like Radiohead")


async def test_who_writes_of_a_song_that_is_not_known_is_asked_for_its_artist_first(
    listener: Listener,
) -> None:
    [card] = await listener.send("No Such Song That Anybody Knows by Queen")
    assert text(card).startswith("I'm not sure who “No Such Song That Anybody Knows by Queen” is.")
    assert buttons(card)[0] == "Queen"
    await listener.tap("Queen")
    assert "Artists like Queen" in text(listener.last)


@pytest.mark.parametrize("line", ["日本語", "五月天", "사랑", "มิวส์"])
async def test_signs_that_are_read_like_a_name_are_asked_about(
    listener: Listener, memory: Memory, line: str
) -> None:
    """Some are written for what they mean, and some leave out what tells names apart."""
    [card] = await listener.send(line)
    assert text(card).startswith(f"I'm not sure who “{line}” is.")
    assert memory.rows("SELECT * FROM queries") == []


@pytest.mark.parametrize(
    ("line", "name"),
    [("マドンナ", "Madonna"), ("메탈리카", "Metallica"), ("เลดี้กาก้า", "Lady Gaga"), ("周杰伦", "周杰倫")],
)
async def test_signs_that_sound_just_like_a_name_are_one(listener: Listener, line: str, name: str) -> None:
    [card] = await listener.send(line)
    assert f"Artists like {name}" in text(card)


async def test_a_songs_title_goes_before_a_name_that_is_spelt_otherwise(listener: Listener) -> None:
    [card] = await listener.send("Creep")
    assert text(card).startswith("“Creep” is a song by Radiohead")
    assert buttons(card)[:2] == ["🎵 Songs like Creep", "Radiohead"]
    assert "Creed" in " ".join(buttons(card))


@pytest.mark.parametrize(
    "listed",
    [
        "1. Radiohead\n2. Björk",
        "• Radiohead\n• Björk",
        "3) Radiohead, Björk",
        "Radiohead、Björk",
        "Radiohead，Björk",
        "Radiohead؛Björk",
        "1. Radiohead · 81%\n2. Björk · 7 %",
    ],
)
async def test_the_signs_and_numbers_of_a_list_are_no_names(listener: Listener, listed: str) -> None:
    [card] = await listener.send(listed)
    assert text(card).startswith("Artists like Radiohead, Björk")


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("radiohead muse", ["Radiohead", "Muse"]),
        ("HIM Nightwish", ["HIM", "Nightwish"]),
        ("Yes Genesis", ["Yes", "Genesis"]),
        ("something like lana del rey the weeknd", ["Lana Del Rey", "The Weeknd"]),
        ("metallica slayer megadeth", ["Metallica", "Slayer", "Megadeth"]),
    ],
)
async def test_well_known_names_side_by_side_are_each_asked_for(
    listener: Listener, line: str, named: list[str]
) -> None:
    [answer] = await listener.send(line)
    assert text(answer).startswith(f"Artists like {', '.join(named)}")


@pytest.mark.parametrize("line", ["queen live", "radiohead mouse", "red house painters low"])
async def test_a_line_of_which_a_word_is_no_well_known_name_is_asked_about(
    listener: Listener, memory: Memory, line: str
) -> None:
    await listener.send(line)
    assert memory.rows("SELECT * FROM queries") == []


async def test_a_link_beside_a_name_is_left_out_and_alone_it_is_no_name(listener: Listener) -> None:
    link = "https://open.spotify.com/artist/4Z8W4fKeB5YxbusRsdQVPb?si=1"
    [card] = await listener.send(f"Radiohead {link}")
    assert text(card).startswith("Artists like Radiohead")
    [line] = await listener.send(link)
    assert text(line).startswith("I can't open links.")


async def test_whose_name_is_also_a_songs_goes_before_it(listener: Listener) -> None:
    [card] = await listener.send("Muse")
    assert text(card).startswith("Artists like Muse")


@pytest.mark.parametrize(
    ("typed", "own"),
    [("Jay Chou", "周杰倫"), ("Ayumi Hamasaki", "浜崎あゆみ"), ("Mohamed Mounir", "محمد منير")],
)
async def test_the_latin_name_of_who_is_written_in_another_script_leads_there(
    listener: Listener, typed: str, own: str
) -> None:
    [answer] = await listener.send(typed)
    assert text(answer).startswith(f"I took “{typed}” as {own}.")
    assert len(names(answer)) == 5


async def test_a_blocked_artist_does_not_come_back_with_a_band(listener: Listener, memory: Memory) -> None:
    [card] = await listener.send("Bob Marley")
    assert not [name for name in names(card) if "Marley &" in name]
    await listener.send("never show me Bob Marley")
    await listener.tap("Never show again")
    assert memory.verdicts(listener.user_id) == {"Bob Marley": "blocked"}
    [card] = await listener.send("Peter Tosh")
    assert not [name for name in names(card) if name.startswith("Bob Marley")]


@pytest.mark.parametrize(
    "line",
    [
        *("Muse lol", "Muse or something like that", "yo play Muse", "just Muse", "my daughter loves Muse"),
        *(
            "Muse and so on",
            "Muse oder so",
            "Muse und ähnliche",
            "Muse usw.",
            "vielleicht Muse",
            "mehr von Muse",
        ),
        *("Muse или типа того", "Muse и так далее", "Muse и т. п.", "ну Muse", "нет, я про Muse"),
    ],
)
async def test_what_says_nothing_beside_a_name_goes(listener: Listener, line: str) -> None:
    [card] = await listener.send(line)
    assert text(card).startswith("Artists like Muse\n\n1. ")


@pytest.mark.parametrize("line", ["а есть джаз?", "hast du auch Jazz?"])
async def test_what_says_nothing_beside_a_genre_goes_too(listener: Listener, line: str) -> None:
    [card] = await listener.send(line)
    assert "is a genre" in text(card)


@pytest.mark.parametrize(("title", "artists"), [("Just Dance", ["Lady Gaga"]), ("Piano Man", ["Billy Joel"])])
async def test_a_title_with_such_words_is_that_song_all_the_same(
    listener: Listener, title: str, artists: list[str]
) -> None:
    [question] = await listener.send(title)
    assert text(question).startswith(f"“{title}” is a song by")
    assert buttons(question)[1:] == artists


async def test_a_slip_beside_an_n_is_no_other_name(listener: Listener) -> None:
    [question] = await listener.send("travis scot n kendrik")
    assert text(question).startswith("I'm not sure who “kendrik” is.")


@pytest.mark.parametrize(
    "line", ["artists from Japan", "any bands from Japan?", "Musik aus Japan, bitte", "Bands aus Japan"]
)
async def test_where_artists_are_from_is_a_country_whoever_is_called_so(
    listener: Listener, line: str
) -> None:
    [question] = await listener.send(line)
    assert text(question).startswith("Listeners link “Japan” with many artists.")
    [card] = await listener.send("bands like Japan")
    assert text(card).startswith("Artists like Japan\n")


@pytest.mark.parametrize("line", ["anime openings", "Anime-Musik", "опенинги из аниме"])
async def test_what_is_sung_in_anime_is_its_genre(listener: Listener, line: str) -> None:
    [question] = await listener.send(line)
    assert text(question).startswith(f"“{line}” is a genre")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Alben von Pink Floyd", "Pink Floyd"),
        ("альбомы Pink Floyd", "Pink Floyd"),
        ("дискография Кино", "Кино"),
        ("Radiohead только веселее", "Radiohead"),
        ("посоветуй что-нибудь как Radiohead только веселее", "Radiohead"),
        ("Radiohead just a bit happier", "Radiohead"),
    ],
)
async def test_albums_and_wishes_without_a_comma_go_around_a_name(
    listener: Listener, line: str, name: str
) -> None:
    [card] = await listener.send(line)
    assert text(card).startswith(f"Artists like {name}\n")


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("Radiohead🎸Muse", "Radiohead, Muse"),
        ("I ❤️ Radiohead", "Radiohead"),
        ("земфира сплин би-2", "Zемфира, Сплин, Би-2"),
        ("кино алиса ддт", "Кино, Алиса, ДДТ"),
        ("люблю тебя кино", "Кино"),
    ],
)
async def test_pictures_part_names_and_russian_ones_need_nothing_between_them(
    listener: Listener, line: str, named: str
) -> None:
    [card] = await listener.send(line)
    assert text(card).startswith(f"Artists like {named}\n")


@pytest.mark.parametrize("line", ["слушаю Металлику и Нирвану", "i really like metalica and nirvna"])
async def test_of_two_misspelt_names_what_stands_before_them_goes(listener: Listener, line: str) -> None:
    [card] = await listener.send(line)
    assert " as Metallica.\n" in text(card)
    assert " as Nirvana.\n" in text(card)


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("i like muse coldplay and radiohead", "Artists like Muse, Coldplay, Radiohead\n"),
        ("muse coldplay radiohead and keane", "Artists like Muse, Coldplay, Radiohead, Keane\n"),
        ("nick cave and the bad seed", "I took “nick cave and the bad seed” as Nick Cave and the Bad Seeds."),
        ("ich mag Muse und Coldplay was passt dazu", "Artists like Muse, Coldplay\n"),
        ("кого послушать если нравится Metallica", "Artists like Metallica\n"),
        ("скинь похожее на Rammstein пж", "Artists like Rammstein\n"),
        ("топ 10 рок групп", "“рок” is a genre"),
        ("beste Rockbands", "“Rockbands” is a genre"),
        ("deutschsprachige Musik", "Listeners link “deutschsprachige” with many artists."),
    ],
)
async def test_what_is_dictated_without_signs_is_read(listener: Listener, line: str, begins: str) -> None:
    [answer] = await listener.send(line)
    assert text(answer).startswith(begins)
