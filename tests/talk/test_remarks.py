"""What is said of the list just shown, or of the bot, is understood as that."""

import pytest

from recommender import Recommender
from tests.listener import Listener
from tests.talk.reading import Memory, buttons, names, text

PLACES = [
    "the third one is great",
    "number 3",
    "number three",
    "the 3rd is better",
    "3",
    "#3",
    "I like the 3rd one",
    "der dritte ist super",
    "Nummer 3",
    "третий классный",
    "номер 3",
]
OPINIONS = [
    "these are great",
    "not my style",
    "I don't know any of these",
    "I know all of these already",
    "not that one",
    "kenn ich schon",
    "gefällt mir nicht",
    "это не то",
    "не нравится",
    "знаю",
]
CLOSER = [
    "why?",
    "link?",
    "play it",
    "where can I listen to them",
    "warum?",
    "abspielen",
    "почему",
    "где послушать",
    "can you download music",
]
FAME = ["less mainstream", "too mainstream", "was unbekannteres", "unbekanntere Bands", "слишком популярное"]
TIME = ["something newer", "etwas älteres", "что-то новее"]
BOT = [
    "are you an AI?",
    "who made you",
    "how does the match work",
    "was bedeutet 87%",
    "ты бот?",
    "is it free",
    "who are you?",
    "wer bist du",
    "кто ты?",
    "is this free?",
    "how do you know?",
    "what's your name",
    "woher weißt du das?",
    "wie heißt du",
    "как тебя зовут",
    "сколько стоит",
    "откуда ты знаешь?",
]


@pytest.mark.parametrize("line", PLACES)
async def test_who_stands_at_a_place_can_be_named_by_it_and_rated(
    listener: Listener, memory: Memory, line: str
) -> None:
    [listed] = await listener.send("Radiohead")
    [card] = await listener.send(line)
    assert names(card) == [names(listed)[2]]
    assert buttons(card)[:3] == ["👍 Like 3", "👎 Dislike 3", "Why this one?"]
    [rated] = (await listener.tap("👍 Like 3")).edited
    assert names(rated) == names(listed)
    assert list(memory.verdicts(listener.user_id).values()) == ["like"]


@pytest.mark.parametrize("line", ["why number 2?", "why 2", "warum 2?", "почему 2"])
async def test_why_somebody_stands_at_a_place_is_told(listener: Listener, line: str) -> None:
    [listed] = await listener.send("Radiohead")
    [why] = await listener.send(line)
    assert text(why).startswith(f"Why {names(listed)[1]}?")
    [menu] = (await listener.tap("Back")).edited
    assert names(menu) == [names(listed)[1]]


@pytest.mark.parametrize(
    "line",
    [
        *("more like #3", "something like the third one", "similar to number 3", "more like 3"),
        *("mehr wie der dritte", "ähnlich wie Nummer 3", "mehr wie 3"),
        *("больше как номер 3", "похоже на третьего", "ещё как третий"),
    ],
)
async def test_more_like_who_stands_at_a_place_is_a_list_of_its_own(listener: Listener, line: str) -> None:
    [listed] = await listener.send("Radiohead")
    [card] = await listener.send(line)
    assert text(card).startswith(f"Artists like {names(listed)[2]}\n")


@pytest.mark.parametrize(
    "line", ["the last one was great", "who is the last one?", "der letzte war super", "последний классный"]
)
async def test_the_last_one_is_the_last_of_the_page(listener: Listener, line: str) -> None:
    await listener.send("Radiohead")
    [listed] = await listener.send("more")
    [card] = await listener.send(line)
    assert names(card) == [names(listed)[-1]]


@pytest.mark.parametrize("line", ["what about 5?", "was ist mit 5", "а что насчёт 5"])
async def test_who_is_asked_about_by_a_number_alone_is_shown(listener: Listener, line: str) -> None:
    [listed] = await listener.send("Radiohead")
    [card] = await listener.send(line)
    assert names(card) == [names(listed)[4]]


@pytest.mark.parametrize(
    ("lines", "begins"),
    [
        (OPINIONS, "Tell me of whom:"),
        (CLOSER, "⋯ More below a list says why"),
        (FAME, "How well known should the artists in your lists be?"),
        (TIME, "I don't know how new an artist is"),
        (BOT, "I'm a program, not a person"),
    ],
)
async def test_what_is_said_of_a_list_or_of_the_bot_is_answered_as_that(
    listener: Listener, memory: Memory, lines: list[str], begins: str
) -> None:
    await listener.send("Radiohead")
    for line in lines:
        [answer] = await listener.send(line)
        assert text(answer).startswith(begins), line
    assert memory.rows("SELECT count(*) FROM queries") == [(1,)]


@pytest.mark.parametrize(
    ("line", "steered"),
    [
        ("calmer", "Calmer"),
        ("more energetic please", "More energetic"),
        ("etwas schneller", "Faster"),
        ("погрустнее", "Sadder"),
    ],
)
async def test_songs_are_steered_in_words(listener: Listener, line: str, steered: str) -> None:
    await listener.send("/tracks Radiohead - Creep")
    [answer] = await listener.send(line)
    assert f"Steered: {steered}." in text(answer)


async def test_a_slip_steers_songs_where_nobody_is_called_so(listener: Listener) -> None:
    [answer] = await listener.send("fster")
    assert text(answer).startswith("I took “fster” as Foster.")
    await listener.send("/tracks Radiohead - Creep")
    [answer] = await listener.send("fster")
    assert "Steered: Faster." in text(answer)
    [answer] = await listener.send("Foster")
    assert text(answer).startswith("Artists like Foster")


async def test_songs_that_are_as_calm_as_can_be_are_said_to_be(listener: Listener) -> None:
    await listener.send("/tracks Radiohead - Creep")
    for _ in range(3):
        [answer] = await listener.send("calmer")
    assert "Steered: Calmer ×3." in text(answer)
    [answer] = await listener.send("calmer")
    assert text(answer) == "That is as far as I can go that way."
    [answer] = await listener.send("more")
    assert "Steered: Calmer ×3." in text(answer)


@pytest.mark.parametrize(("language", "thousands"), [("en", ","), ("de", "."), ("ru", "\N{NO-BREAK SPACE}")])
async def test_how_many_artists_there_are_is_written_as_the_language_does(
    listener: Listener, engine: Recommender, language: str, thousands: str
) -> None:
    await listener.send(f"/language {language}")
    [answer] = await listener.send("are you an AI?")
    assert f"{len(engine):,}".replace(",", thousands) in text(answer)


async def test_without_a_list_a_remark_is_talk(listener: Listener) -> None:
    for line in ("these are great", "другое", "первый", "calmer"):
        [answer] = await listener.send(line)
        assert text(answer).startswith(
            ("Always here for music.", "There is no list", "I can't tell moods")
        ), line


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("I love Yes", "Artists like Yes"),
        ("something like The Who", "Artists like The Who"),
        ("Today", "Artists like Today"),
        ("Stay", "“Stay"),
        ("Let It Be", "“Let It Be”"),
        ("Say Something", "“Say Something”"),
        ("do you know Free?", "Artists like Free"),
        ("is Free any good?", "Artists like Free"),
    ],
)
async def test_whoever_is_called_like_a_remark_goes_before(listener: Listener, line: str, named: str) -> None:
    await listener.send("Radiohead")
    [answer] = await listener.send(line)
    assert text(answer).startswith(named)


@pytest.mark.parametrize("line", ["that's all", "Done!", "show my list", "fertig", "готово"])
async def test_who_has_picked_enough_says_so(listener: Listener, line: str) -> None:
    await listener.send("/start")
    await listener.send("Muse")
    [answer] = await listener.send(line)
    assert text(answer).startswith("For you, from all you like")


async def test_who_picked_nobody_yet_gets_others_to_pick_from(listener: Listener) -> None:
    [grid] = await listener.send("/start")
    [others] = await listener.send("done")
    assert text(others) == text(grid)
    assert buttons(others) != buttons(grid)


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("5 more", "Artists like Muse · page 2"),
        ("great, more of these", "Artists like Muse · page 2"),
        ("recommend me 5 bands", "I don't know your taste yet."),
        ("wait a second", "Always here for music."),
        ("what should I listen to first", "I don't know your taste yet."),
        ("I know 3 of them", "Tell me of whom:"),
        ("number 12", "Tell me of whom:"),
        ("too slow", "I can't tell moods apart"),
        ("zu langsam", "I can't tell moods apart"),
        ("слишком медленно", "I can't tell moods apart"),
        ("Download", "Artists like Download"),
        ("the third and the fourth", "Tell me of whom:"),
        ("Song 2", "“Song 2” is a song"),
        ("Third Day", "Artists like Third Day"),
        ("311", "Artists like 311"),
        ("1979", "“1979” is a song"),
        ("No One", "“No One” is a song"),
        ("If I Die First", "Artists like If I Die First"),
        ("From First to Last", "Artists like From First to Last"),
        ("Why Don't We", "Artists like Why Don't We"),
        ("Another Love", "“Another Love” is a song"),
        ("is muse any good?", "Artists like Muse"),
    ],
)
async def test_numbers_and_why_say_other_things_as_well(listener: Listener, line: str, begins: str) -> None:
    await listener.send("Muse")
    [answer] = await listener.send(line)
    assert text(answer).startswith(begins)


async def test_a_place_among_songs_leads_to_songs_like_that_one(listener: Listener) -> None:
    [listed] = await listener.send("/tracks Radiohead - Creep")
    [like] = await listener.send("number 2")
    second = next(line for line in text(listed).splitlines() if line.startswith("2. "))
    assert text(like).startswith(f"🎵 Songs like {second.removeprefix('2. ')}")
    last = next(line for line in text(like).splitlines() if line.startswith("5. ")).removeprefix("5. ")
    [alike] = await listener.send("something like the last one")
    assert text(alike).startswith(f"🎵 Songs like {last}")
    [calmer] = await listener.send("less energetic")
    assert "Steered: Calmer." in text(calmer)
