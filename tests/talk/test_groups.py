"""In a group: commands and replies are answered for all, ratings are who taps', private stays private."""

import datetime

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import Chat, Message, Update, User

from handlers import COMMANDS, IN_GROUPS
from handlers.buttons import links
from localchat import LocalChat
from storage import Storage
from tests.listener import Listener
from tests.replies import is_bots
from tests.talk.conftest import Friends
from tests.talk.reading import Memory, buttons, data_of, names, said, text

BOT_NAME = "@encore_local_bot"


def url_of(message: Message, button_text: str) -> str:
    assert message.reply_markup is not None
    keys = [key for row in message.reply_markup.inline_keyboard for key in row]
    [url] = [key.url for key in keys if key.text == button_text]
    assert url is not None
    return url


async def test_who_adds_the_bot_is_told_what_it_does(friends: Friends) -> None:
    hello = friends.robin.last
    assert text(hello).startswith("Hi, I'm Encore.")
    for command in IN_GROUPS:
        assert f"/{command}" in text(hello) or command == "help"


@pytest.mark.parametrize(
    "command", ["/recommend", f"/recommend{BOT_NAME}", "/Recommend", f"/RECOMMEND{BOT_NAME}"]
)
async def test_a_list_is_asked_for_by_a_command(friends: Friends, command: str) -> None:
    [card] = await friends.robin.send(f"{command} Radiohead")
    assert text(card).startswith("Artists like Radiohead")
    assert len(names(card)) == 5
    assert card.reply_to_message is not None
    assert card.reply_to_message.from_user is not None
    assert card.reply_to_message.from_user.id == friends.robin.user_id


async def test_a_reply_to_the_bot_asks_for_a_list(friends: Friends) -> None:
    [usage] = await friends.robin.send("/recommend")
    assert text(usage).startswith("Which artist?")
    [card] = await friends.sam.send("Radiohead", reply_to=usage)
    assert text(card).startswith("Artists like Radiohead")


@pytest.mark.parametrize("words", ["Creep", "songs like Creep"])
async def test_a_song_stands_for_its_artist(friends: Friends, words: str) -> None:
    [card] = await friends.robin.send(f"/recommend {words}")
    assert "Creep" in text(card)
    assert buttons(card)[0] == "Radiohead"


@pytest.mark.parametrize("words", ["cool thing I heard yesterday on the radio", "more", "noch mehr"])
async def test_chatter_below_a_card_is_left_alone(friends: Friends, words: str) -> None:
    [card] = await friends.robin.send("/recommend Radiohead")
    await friends.sam.send(words, reply_to=card, expect=0)
    [answer] = await friends.sam.send("Muse", reply_to=card)
    assert text(answer).startswith("Artists like Muse")
    assert answer.message_id == card.message_id + 3


async def test_all_else_that_is_said_in_a_group_is_left_alone(friends: Friends) -> None:
    robin = friends.robin
    await robin.refresh()
    before = len([message for message in robin.messages if is_bots(message)])
    await robin.send("Radiohead", expect=0)
    await robin.refresh()
    said = robin.messages[-1]
    await robin.send("Björk", reply_to=said, expect=0)
    await robin.send(f"{BOT_NAME} Radiohead", expect=0)
    await robin.send("/recommend@other_bot Radiohead", expect=0)
    await robin.send("/Recommend@other_bot Radiohead", expect=0)
    await robin.send("/search Radiohead", expect=0)
    await robin.send("/unheard_of", expect=0)
    await robin.send_sticker(expect=0)
    [last] = await robin.send("/help")
    await robin.refresh()
    assert [message for message in robin.messages if is_bots(message)][before:] == [last]


async def test_a_command_that_names_the_bot_and_is_none_of_its_own_gets_a_line(friends: Friends) -> None:
    [answer] = await friends.robin.send(f"/nonsense{BOT_NAME}")
    assert text(answer) == "I don't know that command. /help lists what I understand."


async def test_a_rating_counts_for_the_one_who_taps(friends: Friends, memory: Memory) -> None:
    [card] = await friends.robin.send("/recommend Radiohead")
    first, second = names(card)[:2]
    await friends.sam.refresh()
    tap = await friends.sam.tap("👍 Like 1", card, expect=0)
    assert tap.toast == f"👍 {first}: noted. Your next lists will lean that way."
    assert (await friends.robin.tap("👎 Dislike 1", card, expect=0)).toast is not None
    assert (await friends.robin.tap("👍 Like 2", card, expect=0)).toast is not None
    assert memory.verdicts(friends.sam.user_id) == {first: "like"}
    assert memory.verdicts(friends.robin.user_id) == {first: "dislike", second: "like"}
    assert (await friends.sam.tap("👍 Like 1", card, expect=0)).toast == f"{first}: mark taken back."
    assert memory.verdicts(friends.sam.user_id) == {}


async def test_a_card_in_a_group_shows_nobodys_ratings(friends: Friends) -> None:
    [card] = await friends.robin.send("/recommend Radiohead")
    await friends.robin.tap("👍 Like 1", card, expect=0)
    await friends.robin.tap("👎 Dislike 2", card, expect=0)
    await friends.robin.tap("Next", card)
    back = (await friends.robin.tap("◀ Back")).edited[0]
    assert text(back) == text(card)
    [again] = await friends.robin.send("/recommend Radiohead")
    assert text(again) == text(card)
    assert buttons(again) == buttons(card)


async def test_a_list_in_a_group_does_not_lean_on_what_the_asker_likes(
    listener: Listener, friends: Friends
) -> None:
    [before] = await friends.sam.send("/recommend Radiohead, Metallica")
    await listener.send("Metallica")
    for n in range(1, 4):
        await listener.tap(f"👍 Like {n}")
    [after] = await friends.robin.send("/recommend Radiohead, Metallica")
    assert text(after) == text(before)
    assert "you like" not in text(after)


async def test_pages_belong_to_who_asked(friends: Friends) -> None:
    [card] = await friends.robin.send("/recommend Radiohead")
    await friends.sam.refresh()
    tap = await friends.sam.tap("Next", card, expect=0)
    assert tap.toast == "Only the one who asked can change this card. Like and Dislike are for everyone."
    page = (await friends.robin.tap("Next", card)).edited[0]
    assert text(page).startswith("Artists like Radiohead · page 2")


async def test_a_question_is_for_the_asker_to_answer(friends: Friends, unknown: str) -> None:
    [question] = await friends.robin.send(f"/recommend {unknown}")
    await friends.sam.refresh()
    tap = await friends.sam.tap(buttons(question)[0], question, expect=0)
    assert tap.toast is not None
    assert tap.toast.startswith("These buttons belong to someone else.")
    card = (await friends.robin.tap(buttons(question)[0], question)).edited[0]
    assert "👍 Like 1" in buttons(card)
    assert not any("More" in button for button in buttons(card))


@pytest.mark.parametrize("command", sorted(COMMANDS.keys() - set(IN_GROUPS)))
async def test_what_is_private_is_answered_in_private(
    friends: Friends, listener: Listener, command: str
) -> None:
    [card] = await listener.send("Radiohead")
    await listener.tap("👍 Like 1")
    [line] = await friends.robin.send(f"/{command}")
    assert text(line).startswith(f"/{command} is between you and me")
    assert names(card)[0] not in text(line)
    link = url_of(line, "Open our chat")
    assert link == f"https://t.me/encore_local_bot?start={command}"
    [linked] = await listener.send(f"/start {command}")
    [plain] = await listener.send(f"/{command}")
    assert said(linked)
    assert said(linked).split("\n")[0] == said(plain).split("\n")[0]


@pytest.mark.parametrize("words", ["Creep", "Queen – Bohemian Rhapsody", "Кино"])
async def test_words_behind_a_private_command_go_along(
    friends: Friends, listener: Listener, words: str
) -> None:
    [line] = await friends.robin.send(f"/tracks {words}")
    [linked] = await listener.send("/start " + url_of(line, "Open our chat").partition("start=")[2])
    [plain] = await listener.send(f"/tracks {words}")
    assert said(linked).split("\n")[0] == said(plain).split("\n")[0]


async def test_words_that_are_too_long_for_a_link_stay_behind(friends: Friends) -> None:
    [line] = await friends.robin.send("/tracks " + "la " * 20)
    assert url_of(line, "Open our chat") == "https://t.me/encore_local_bot?start=tracks"


@pytest.mark.parametrize("line", ["/taste 2019", "/foryou 2019"])
async def test_a_year_behind_a_private_command_goes_along(friends: Friends, line: str) -> None:
    [card] = await friends.robin.send(line)
    payload = url_of(card, "Open our chat").partition("start=")[2]
    assert links.line_of(payload) == tuple(line[1:].split())


@pytest.mark.parametrize(
    "payload",
    ["import-cmVtb3Zl", "forget-bWU", "weekly-b2Zm", "dial-NQ", "language-ZGU", "nobody-cmVtb3Zl"],
)
async def test_a_link_gives_no_words_to_commands_that_change_something(
    listener: Listener, payload: str
) -> None:
    """`cmVtb3Zl` is `remove`, `b2Zm` is `off`: anybody can make a link, nobody but the listener says this."""
    [answer] = await listener.send(f"/start {payload}")
    assert text(answer).startswith("This link leads nowhere")


@pytest.mark.parametrize("payload", ["tracks-%%%", "tracks--", "tracks-4"])
async def test_a_link_with_words_that_are_none_is_answered(listener: Listener, payload: str) -> None:
    [answer] = await listener.send(f"/start {payload}")
    assert said(answer)


async def test_buttons_of_a_group_are_forged_in_vain(friends: Friends, memory: Memory) -> None:
    [card] = await friends.robin.send("/recommend Radiohead")
    await friends.sam.refresh()
    vote = data_of(card, "👍 Like 1")
    before = memory.all()
    for data, toast in (
        ("open1:99:0", "This button is too old. Please ask again."),
        ("open1:1:7", "Only the one who asked can change this card. Like and Dislike are for everyone."),
        ("vote1:000000000000:like", "This button is too old. Please ask again."),
        (vote.replace("like", "adore"), "This button is too old. Please ask again."),
        ("rate1:1:0:like:0", "This button is too old. Please ask again."),
        ("more1:1:0", "This button is too old. Please ask again."),
        (f"past1:{friends.sam.user_id}:0", "This button is too old. Please ask again."),
        (f"lang1:{friends.sam.user_id}:de", "This button is too old. Please ask again."),
    ):
        tap = await friends.sam.forge(data, card)
        assert tap.toast == toast, data
        assert memory.all() == before, data


async def test_groups_see_a_menu_of_what_works_there(friends: Friends, chat: LocalChat) -> None:
    await friends.robin.refresh()
    assert [command.command for command in friends.robin.commands] == list(IN_GROUPS)
    await friends.robin.profile(language_code="de")
    assert friends.robin.commands[0].description == "Künstler, die zu deinem passen"


async def test_who_only_comes_into_a_group_or_talks_there_is_not_stored(
    friends: Friends, memory: Memory
) -> None:
    await friends.sam.send("@encore_local_bot is new here", expect=0)
    await friends.robin.send("/help")
    await friends.robin.send("hello", expect=0)
    await friends.robin.refresh()
    await friends.sam.send("a reply to Robin", reply_to=friends.robin.messages[-1], expect=0)
    await friends.sam.send("/ban@other_bot", expect=0)
    await friends.robin.send("/help")
    assert memory.rows("SELECT id FROM users") == [(friends.robin.user_id,)]


async def test_an_admin_who_hides_behind_the_group_is_answered_and_turns_the_page(
    friends: Friends, dispatcher: Dispatcher, bot: Bot
) -> None:
    """Telegram sends an anonymous admin's words as those of a user of its own, and their taps as theirs."""
    message = Message(
        message_id=friends.robin.last.message_id,
        date=datetime.datetime.now(datetime.UTC),
        chat=friends.robin.last.chat,
        sender_chat=Chat(id=friends.robin.last.chat.id, type="supergroup", title="Friends"),
        from_user=User(id=1087968824, is_bot=True, first_name="Group", username="GroupAnonymousBot"),
        text="/recommend Radiohead",
    )
    await dispatcher.feed_update(bot, Update(update_id=1, message=message))
    [card] = await friends.robin.wait()
    assert text(card).startswith("Artists like Radiohead")
    page = (await friends.robin.tap("Next", card)).edited[0]
    assert text(page).startswith("Artists like Radiohead · page 2")


async def test_who_writes_as_a_channel_is_answered_and_gets_no_broadcast(
    friends: Friends, dispatcher: Dispatcher, bot: Bot, storage: Storage
) -> None:
    channel = User(id=136817688, is_bot=True, first_name="Channel", username="Channel_Bot")
    message = Message(
        message_id=friends.robin.last.message_id,
        date=datetime.datetime.now(datetime.UTC),
        chat=friends.robin.last.chat,
        sender_chat=Chat(id=-1005, type="channel", title="News"),
        from_user=channel,
        text="/recommend Radiohead",
    )
    await dispatcher.feed_update(bot, Update(update_id=1, message=message))
    [card] = await friends.robin.wait()
    page = (await friends.robin.tap("Next", card)).edited[0]
    assert text(page).startswith("Artists like Radiohead · page 2")
    robin = friends.robin.user_id
    assert await storage.broadcasts.recipients(robin) == 0


async def test_the_menu_of_an_artist_leads_into_other_chats(listener: Listener) -> None:
    [card] = await listener.send("Radiohead")
    menu = (await listener.tap("⋯ More 1")).edited[0]
    assert menu.reply_markup is not None
    keys = {key.text: key.switch_inline_query for row in menu.reply_markup.inline_keyboard for key in row}
    assert keys["Send to a chat"] == names(card)[0]
