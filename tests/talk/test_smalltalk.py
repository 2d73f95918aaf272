"""Lines that name nobody are answered as what they are, and not by artists whose names look like them."""

import re

import pytest

from recommender import Recommender
from storage import Storage, Verdict
from tests.listener import Listener
from tests.talk.conftest import Friends
from tests.talk.reading import Memory, buttons, names, numbers, said, text

TALK = [
    "hi",
    "Hello there!",
    "thanks",
    "ok",
    "привет",
    "Спасибо большое!",
    "Guten Morgen",
    "vielen Dank",
    "🔥🔥",
    "❤️",
    "👻",
    "great list",
    "stupid bot!",
    "I love it",
    "thx mate",
    "shut up",
    "hä?",
    "leck mich",
    "хз",
    "ну такое",
    "отстань",
]
HELP = ["help", "What can you do?", "Помощь", "что ты умеешь?", "Hilfe!", "was kannst du"]
ASKING = [
    "recommend me something",
    "What should I listen to?",
    "what do you recommend?",
    "I want to discover new music",
    "что послушать?",
    "Что посоветуешь?",
    "Was soll ich hören?",
    "Überrasch mich",
    "kannst du mir etwas empfehlen",
]


@pytest.mark.parametrize("line", TALK)
async def test_who_greets_or_thanks_is_answered_and_shown_how_to_go_on(
    listener: Listener, engine: Recommender, memory: Memory, line: str
) -> None:
    [answer] = await listener.send(line)
    assert text(answer).startswith("Always here for music.")
    assert buttons(answer) == [artist.name for artist in engine.examples[:3]]
    assert memory.rows("SELECT * FROM queries") == []


@pytest.mark.parametrize("line", ASKING)
async def test_who_asks_for_something_gets_what_foryou_gives(listener: Listener, line: str) -> None:
    [answer] = await listener.send(line)
    assert text(answer).startswith("I don't know your taste yet.")
    await listener.send("Radiohead")
    await listener.tap("Like 1")
    [asked] = await listener.send(line)
    assert text(asked).startswith("For you, from all you like")
    assert names(asked) == names((await listener.send("/foryou"))[0])


@pytest.mark.parametrize(
    "line",
    ["sad music", "Happy songs!", "music for studying", "Musik zum Lernen", "хочу послушать что-то грустное"],
)
async def test_who_asks_by_mood_hears_how_a_mood_is_found(
    listener: Listener, engine: Recommender, line: str
) -> None:
    [answer] = await listener.send(line)
    assert text(answer).startswith("I can't tell moods apart by their names.")
    assert buttons(answer) == [artist.name for artist in engine.examples[:3]]


@pytest.mark.parametrize("name", ["Sleep", "Happy Mondays", "The Music"])
async def test_artists_who_are_called_like_a_mood_are_found(listener: Listener, name: str) -> None:
    [answer] = await listener.send(name)
    assert text(answer).startswith(f"Artists like {name}")


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("sad music", "I can't tell moods apart by their names."),
        ("something new", "I don't know your taste yet."),
        ("The The", "Artists like The The"),
    ],
)
async def test_behind_the_command_it_is_the_same(listener: Listener, words: str, start: str) -> None:
    [answer] = await listener.send(f"/recommend {words}")
    assert text(answer).startswith(start)


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("Show me my history", "/history"),
        ("my likes", "/likes"),
        ("import", "/import"),
        ("Import my Spotify!", "/import"),
        ("delete my data", "/forget"),
        ("Einstellungen", "/settings"),
        ("мой вкус", "/taste"),
        ("Recommendations for me", "/foryou"),
        ("History", "/history"),
        ("weekly", "/weekly"),
        ("less popular", "/dial"),
        ("Менее известное", "/dial"),
    ],
)
async def test_a_command_can_be_said_in_words(listener: Listener, line: str, command: str) -> None:
    [said] = await listener.send(line)
    [plain] = await listener.send(command)
    assert (said.text or said.caption) == (plain.text or plain.caption)


@pytest.mark.parametrize("line", ["more", "Дальше", "noch mehr", "another one"])
async def test_who_asks_for_more_gets_the_next_page_of_the_last_list(listener: Listener, line: str) -> None:
    await listener.send("Muse")
    await listener.send("Radiohead")
    [card] = await listener.send(line)
    assert text(card).startswith("Artists like Radiohead · page 2")
    assert numbers(card) == [6, 7, 8, 9, 10]
    [card] = await listener.send(line)
    assert numbers(card) == [11, 12, 13, 14, 15]


async def test_more_goes_on_with_whatever_was_listed_last_songs_or_artists(listener: Listener) -> None:
    await listener.send("Muse")
    [songs] = await listener.send("/tracks Creep Radiohead")
    first = re.findall(r"(?m)^\d+\. .+", said(songs))
    [card] = await listener.send("more")
    assert "Songs like Creep – Radiohead" in said(card)
    assert [int(line.split(".")[0]) for line in re.findall(r"(?m)^\d+\. ", said(card))] == [6, 7, 8, 9, 10]
    assert not set(first) & set(re.findall(r"(?m)^\d+\. .+", said(card)))
    await listener.tap("Next", card)
    [card] = await listener.send("more")
    assert re.findall(r"(?m)^(\d+)\. ", said(card))[0] == "16"
    await listener.send("Radiohead")
    [card] = await listener.send("more")
    assert text(card).startswith("Artists like Radiohead · page 2")


@pytest.mark.parametrize("line", ["back", "Go back please", "zurück", "назад"])
async def test_who_asks_back_gets_the_page_before(listener: Listener, line: str) -> None:
    [first] = await listener.send("Radiohead")
    await listener.send("more")
    [card] = await listener.send(line)
    assert names(card) == names(first)
    await listener.send("/tracks Creep")
    [card] = await listener.send(line)
    assert text(card).startswith("This is the first page.")
    await listener.send("more")
    [card] = await listener.send(line)
    assert "Songs like Creep" in text(card)
    assert "page 2" not in text(card)


async def test_back_goes_on_to_the_first_page_and_more_from_there(listener: Listener) -> None:
    pages = [names(card) for line in ("Radiohead", "more", "more") for card in await listener.send(line)]
    for page in (1, 0):
        [card] = await listener.send("back")
        assert names(card) == pages[page]
    [card] = await listener.send("back")
    assert text(card).startswith("This is the first page.")
    for page in (1, 2):
        [card] = await listener.send("more")
        assert names(card) == pages[page]
    [card] = await listener.send("more")
    assert not set(names(card)) & {name for page in pages for name in page}
    [card] = await listener.send("back")
    assert names(card) == pages[2]


async def test_back_with_nothing_listed_is_told_so(listener: Listener) -> None:
    [answer] = await listener.send("Zurück")
    assert text(answer).startswith("There is no list to go on with.")


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("Was können Sie mir empfehlen?", "I don't know your taste yet."),
        ("sumthing new", "I don't know your taste yet."),
        ("Danke, das ist sehr freundlich", "Always here for music."),
        ("спасибо, бро", "Always here for music."),
        ("Thank you, very helpful!", "Always here for music."),
        ("that was great", "Always here for music."),
        ("Thanks, that was very helpful!", "Always here for music."),
        ("Vielen Dank, das war sehr hilfreich!", "Always here for music."),
        ("Большое спасибо, очень помогло!", "Always here for music."),
        ("Kennen Sie Miles Davis?", "Artists like Miles Davis"),
        ("Haben Sie etwas von Miles Davis?", "Artists like Miles Davis"),
        ("Miles Davis gefällt mir besonders gut.", "Artists like Miles Davis"),
        ("Guten Abend, ich höre sehr gern Miles Davis und John Coltrane.", "Artists like Miles Davis, John"),
        ("Das verstehe ich nicht", "Type an artist's name, or several"),
        ("ничего не понимаю", "Type an artist's name, or several"),
        ("Können Sie mir Bach empfehlen?", "I took “Bach” as Johann Sebastian Bach."),
        ("Barock", "“Barock” is a genre"),
        ("трэш-метал 80-х", "“трэш-метал 80-х” is a genre"),
        ("не люблю попсу", "I can't leave out a whole genre"),
        ("люблю оперу", "“оперу” is a genre"),
    ],
)
async def test_what_strangers_say_is_understood(listener: Listener, line: str, begins: str) -> None:
    [answer] = await listener.send(line)
    assert text(answer).startswith(begins)


async def test_back_is_a_song_where_nothing_was_listed(listener: Listener) -> None:
    [question] = await listener.send("back")
    assert "/history" not in text(question)


async def test_who_is_never_to_be_shown_is_no_example(listener: Listener, engine: Recommender) -> None:
    first, *others = (artist.name for artist in engine.examples)
    await listener.send(f"I hate {first}")
    await listener.tap("Never show again")
    for line in ("hi", "/recommend", "sad music", "/foryou", "/help"):
        [answer] = await listener.send(line)
        assert buttons(answer) == others[:3], line
    await listener.send("/likes")
    await listener.tap("Never again")
    await listener.tap(first)
    [answer] = await listener.send("/help")
    assert buttons(answer) == [first, *others[:2]]


async def test_who_hides_many_has_others_to_begin_with(
    listener: Listener, engine: Recommender, storage: Storage
) -> None:
    names = [artist.name for artist in engine.examples]
    await listener.send("/help")
    for artist in engine.examples[:8]:
        await storage.verdicts.put(listener.user_id, artist.key, artist.name, Verdict.BLOCKED)
    [answer] = await listener.send("/recommend")
    assert buttons(answer) == names[8:11]
    shown = (await listener.tap(names[8])).messages[0]
    assert text(shown).startswith(f"Artists like {names[8]}")


async def test_more_songs_end_where_their_pages_do(listener: Listener) -> None:
    await listener.send("/tracks Creep Radiohead")
    for _ in range(5):
        [card] = await listener.send("more")
        assert "Songs like Creep" in said(card)
    [answer] = await listener.send("more")
    assert text(answer).startswith("There is no list to go on with.")


@pytest.mark.parametrize("line", ["ещё", "more", "next"])
async def test_more_of_no_list_is_no_name(listener: Listener, line: str) -> None:
    [answer] = await listener.send(line)
    assert text(answer).startswith("There is no list to go on with.")


@pytest.mark.parametrize(
    "title", ["Do I Wanna Know?", "You Really Got Me", "Bad Day", "Someone Like You", "What Is Love"]
)
async def test_a_well_known_title_is_no_talk(listener: Listener, title: str) -> None:
    [answer] = await listener.send(title)
    assert " is a song by " in text(answer)


@pytest.mark.parametrize("title", ["Taste", "Saved"])
async def test_a_song_that_is_called_like_a_command_is_that_song(listener: Listener, title: str) -> None:
    [answer] = await listener.send(title)
    assert text(answer).startswith(f"“{title}” is a song by")


@pytest.mark.parametrize("line", HELP)
async def test_who_asks_what_can_be_said_gets_help(listener: Listener, line: str) -> None:
    assert text((await listener.send(line))[0]) == text((await listener.send("/help"))[0])


async def test_thanks_in_a_group_are_left_alone(friends: Friends) -> None:
    [usage] = await friends.robin.send("/recommend")
    await friends.sam.send("thanks!", reply_to=usage, expect=0)
    [card] = await friends.sam.send("Muse", reply_to=usage)
    assert text(card).startswith("Artists like Muse")
    assert usage.message_id + 3 == card.message_id


@pytest.mark.parametrize("words", ["sad songs", "thanks"])
async def test_talk_behind_the_command_in_a_group_gets_a_line(friends: Friends, words: str) -> None:
    [answer] = await friends.robin.send(f"/recommend {words}")
    assert text(answer).startswith("Which artist?")


@pytest.mark.parametrize("name", ["!!!", "The Who", "The The", "Yes", "The Band"])
async def test_artists_who_are_called_like_talk_are_found(listener: Listener, name: str) -> None:
    [answer] = await listener.send(name)
    assert text(answer).startswith(f"Artists like {name}")


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("bands like Can", "Artists like Can"),
        ("группы вроде Can", "Artists like Can"),
        ("bands like this", "Always here for music."),
        ("Shut Up and Dance", "“Shut Up and Dance” is a song"),
        ("Huh!", "Artists like Huh!"),
    ],
)
async def test_a_word_of_talk_is_a_name_where_one_is_pointed_at(
    listener: Listener, line: str, begins: str
) -> None:
    [answer] = await listener.send(line)
    assert text(answer).startswith(begins)


async def test_a_name_with_talk_around_it_is_a_query(listener: Listener) -> None:
    [answer] = await listener.send("hi, can you recommend something like Radiohead please")
    assert text(answer).startswith("Artists like Radiohead")
