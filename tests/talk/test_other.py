"""Whatever else arrives gets a helpful line in a private chat, and is left alone among others."""

import datetime

import pytest
from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import Audio, Chat, Message, PhotoSize, Update, User

from tests.listener import Listener
from tests.replies import is_bots
from tests.talk.reading import Memory, buttons, text
from tests.unkind import Server

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
SOMEBODY = User(id=5, is_bot=False, first_name="Kim")
CONTENT = "I can only read artists' names. Type one, or try one of these:"
COMMAND = "I don't know that command. /help lists what I understand."


async def test_a_sticker_gets_a_helpful_line(listener: Listener) -> None:
    [answer] = await listener.send_sticker()
    assert text(answer) == CONTENT
    assert len(buttons(answer)) == 3


async def test_a_photo_gets_a_helpful_line(listener: Listener) -> None:
    [answer] = await listener.send_file(PNG, "cover.png", "image/png")
    assert text(answer) == CONTENT


async def test_a_photo_asks_by_its_caption_where_that_names_somebody(listener: Listener) -> None:
    [card] = await listener.send_file(PNG, "cover.png", "image/png", caption="Radiohead")
    assert text(card).startswith("Artists like Radiohead")
    [answer] = await listener.send_file(PNG, "cover.png", "image/png", caption="my holiday at the sea")
    assert text(answer) == CONTENT


async def test_a_caption_is_a_newcomers_pick_as_words_are(listener: Listener, memory: Memory) -> None:
    await listener.send("/start")
    [grid] = await listener.send_file(PNG, "cover.png", "image/png", caption="Radiohead")
    assert "Your picks: Radiohead" in text(grid)
    assert memory.verdicts(listener.user_id) == {"Radiohead": "like"}


async def test_a_document_gets_a_helpful_line(listener: Listener) -> None:
    [answer] = await listener.send_file(b"a,b\n", "list.csv", "text/csv", caption="my list")
    assert text(answer).startswith("I don't recognise this as an export of listening. /import shows")


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("Was speichern Sie über mich?", "What I keep about you"),
        ("Wie lösche ich meine Daten?", "Remove all I keep ab"),
        ("удали всё", "Remove all I keep ab"),
        ("как отписаться", "A weekly pick"),
    ],
)
async def test_what_strangers_ask_about_their_data_is_a_command(
    listener: Listener, line: str, begins: str
) -> None:
    [answer] = await listener.send(line)
    assert text(answer).startswith(begins)


async def test_a_command_may_be_asked_politely(listener: Listener) -> None:
    [card] = await listener.send("History, please")
    assert text(card).startswith("You haven't asked for anything yet.")


@pytest.mark.parametrize("command", ["/nonsense", "/", "/nonsense Radiohead"])
async def test_an_unknown_command_gets_a_helpful_line(listener: Listener, command: str) -> None:
    [answer] = await listener.send(command)
    assert text(answer) == COMMAND


@pytest.mark.parametrize(
    ("slip", "command"),
    [
        ("/recomend Radiohead", "recommend Radiohead"),
        ("/recomend <b>AC/DC</b>  &  Ke$ha ", "recommend <b>AC/DC</b> & Ke$ha"),
        ("/for you", "foryou"),
        ("/ help", "help"),
        ("//likes", "likes"),
        ("/recommend@other_bot Radiohead", "recommend Radiohead"),
        ("/wekly", "weekly"),
        ("/Traks@encore_local_bot Creep", "tracks Creep"),
    ],
)
async def test_of_a_slip_in_a_command_it_is_asked_what_was_meant(
    listener: Listener, slip: str, command: str
) -> None:
    [answer] = await listener.send(slip)
    assert text(answer).startswith(f"I don't know that command. Did you mean /{command}? ")
    assert ("A tap copies it." in text(answer)) == (" " in command)


@pytest.mark.parametrize("command", ["/Recommend Radiohead", "/RECOMMEND@encore_local_bot Radiohead"])
async def test_a_command_in_capitals_is_one_too(listener: Listener, command: str) -> None:
    [answer] = await listener.send(command)
    assert text(answer).startswith("Artists like Radiohead")


@pytest.mark.parametrize(
    ("guessed", "begins"),
    [
        ("/similar Radiohead", "Artists like Radiohead"),
        ("/Search Radiohead", "Artists like Radiohead"),
        ("/song Radiohead - Creep", "🎵 Songs like Creep"),
        ("/menu", "Type an artist's name"),
    ],
)
async def test_commands_that_people_guess_are_understood(
    listener: Listener, guessed: str, begins: str
) -> None:
    [answer] = await listener.send(guessed)
    assert text(answer).startswith(begins)


@pytest.mark.parametrize("words", ["a" * 4096, "Radiohead, " * 300, "/recommend " + "b" * 4000, "🎸" * 2000])
async def test_a_very_long_text_gets_a_helpful_line(listener: Listener, words: str) -> None:
    [answer] = await listener.send(words)
    assert text(answer).startswith("That is a lot of text.")


async def test_thousands_of_blanks_are_one(listener: Listener) -> None:
    [answer] = await listener.send("Radiohead" + " " * 3900 + "\n\n \n,  Muse")
    assert text(answer).startswith("Artists like Radiohead, Muse")


@pytest.mark.parametrize("words", ["a" * 900, "word " * 190, "a, " * 300, "\u202eRadiohead", "🎸🎸🎸", "０"])
async def test_odd_texts_get_some_honest_answer(listener: Listener, words: str) -> None:
    [answer] = await listener.send(words)
    assert "went wrong" not in text(answer)


async def test_a_song_that_is_sent_asks_for_artists_like_its_own(
    listener: Listener, dispatcher: Dispatcher, bot: Bot
) -> None:
    song = Audio(file_id="a", file_unique_id="a", duration=238, performer="Radiohead", title="Creep")
    await listener.send("/help")
    await dispatcher.feed_update(bot, Update(update_id=1, message=of(listener, audio=song)))
    [card] = await listener.wait()
    assert text(card).startswith("Artists like Radiohead")


@pytest.mark.parametrize(
    ("named", "answer"),
    [
        (("<unknown>", "Creep"), "“Creep” is a song by Radiohead"),
        (("Various Artists", "Creep"), "“Creep” is a song by Radiohead"),
        (("@muzbot", "Creep"), "“Creep” is a song by Radiohead"),
        ((None, "Bohemian Rhapsody"), "“Bohemian Rhapsody” is a song by Queen"),
        (("Radiohead - Topic", "Creep"), "Artists like Radiohead"),
    ],
)
async def test_a_song_of_nobody_goes_by_its_title(
    listener: Listener, dispatcher: Dispatcher, bot: Bot, named: tuple[str | None, str], answer: str
) -> None:
    performer, title = named
    song = Audio(file_id="a", file_unique_id="a", duration=238, performer=performer, title=title)
    await listener.send("/help")
    await dispatcher.feed_update(bot, Update(update_id=1, message=of(listener, audio=song)))
    [card] = await listener.wait()
    assert text(card).startswith(answer)


async def test_a_name_that_another_bot_helped_with_is_answered_and_a_card_of_its_own_is_not(
    listener: Listener, dispatcher: Dispatcher, bot: Bot
) -> None:
    await listener.send("/help")
    for number, by in enumerate((bot.id, 3)):
        helper = {"id": by, "is_bot": True, "first_name": "Helper", "username": "helper_bot"}
        said = of(listener, text="Radiohead", via_bot=helper)
        await dispatcher.feed_update(bot, Update(update_id=number, message=said))
    await listener.wait()
    await listener.refresh()
    assert [text(one)[:22] for one in listener.messages if is_bots(one)][1:] == ["Artists like Radiohead"]


async def test_an_album_gets_one_line(listener: Listener, dispatcher: Dispatcher, bot: Bot) -> None:
    await listener.send("/help")
    photo = PhotoSize(file_id="p", file_unique_id="p", width=1, height=1)
    photos = [
        Update(update_id=number, message=of(listener, photo=[photo], media_group_id="7"))
        for number in range(1, 4)
    ]
    for one, after in zip(photos, [*photos[1:], None], strict=True):
        next_up = after.model_dump_json(exclude_unset=True) if after else None
        await dispatcher.feed_update(bot, one, next_up=lambda body=next_up: body)
    await listener.wait()
    await listener.send("/help")
    await listener.refresh()
    assert [text(one) for one in listener.messages if is_bots(one)].count(CONTENT) == 1


def of(listener: Listener, **content: object) -> Message:
    """What the local chat cannot send."""
    return Message.model_validate(
        {
            "message_id": 1,
            "date": 0,
            "chat": {"id": listener.user_id, "type": "private"},
            "from": {"id": listener.user_id, "is_bot": False, "first_name": "Kim"},
            **content,
        }
    )


async def said_in_a_group(
    dispatcher: Dispatcher, bot: Bot, words: str | None, by: User | None = SOMEBODY
) -> object:
    message = Message(
        message_id=1,
        date=datetime.datetime(2026, 3, 5, tzinfo=datetime.UTC),
        chat=Chat(id=-100, type="supergroup", title="Friends"),
        from_user=by,
        text=words,
    )
    return await dispatcher.feed_update(bot, Update(update_id=1, message=message))


@pytest.mark.parametrize(
    "words", ["Radiohead", "/nonsense", "/recommend@other_bot Radiohead", "/start@other_bot", None]
)
async def test_talk_among_others_is_left_alone(bot: Bot, dispatcher: Dispatcher, words: str | None) -> None:
    assert await said_in_a_group(dispatcher, bot, words) is UNHANDLED


@pytest.mark.parametrize("words", ["/recommend Muse", "/recommend", "/help", "/foryou", "/blend", "Muse"])
async def test_what_nobody_says_is_left_alone(dispatcher: Dispatcher, words: str) -> None:
    server = Server()
    async with server.serving() as bot:
        await said_in_a_group(dispatcher, bot, words, by=None)
    assert {call.method for call in server.calls} <= {"getMe"}
