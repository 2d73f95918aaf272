"""/blend: who taps is in, everyone else is not; the list is new to all who are in and says for whom."""

import asyncio
import datetime
import json
import re

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import Chat, Message, Update, User

from handlers.frame import moves
from localchat import LocalChat
from recommender import Recommender, Taste
from storage import Storage, Verdict
from tests.listener import Listener
from tests.replies import is_bots
from tests.talk.conftest import Friends
from tests.talk.reading import Memory, buttons, data_of, names, text

METAL = ("Metallica", "Slayer", "Megadeth")
INDIE = ("Radiohead", "Arcade Fire", "The National")
STALE = "This button is too old. Please ask again."
PLAY = {
    "ts": "2021-02-01T10:00:00Z",
    "ms_played": 200_000,
    "master_metadata_track_name": "One",
}


async def like(listener: Listener, *artists: str, button: str = "👍 Like") -> None:
    """Rate artists, each on a card of its own."""
    for artist in artists:
        card = await listener.choose(await listener.ask_inline(artist), artist)
        assert (await listener.tap(button, card, expect=0)).toast is not None


async def let_in(friends: Friends, *who: Listener) -> Message:
    """The card of /blend, with these in."""
    [card] = await friends.robin.send("/blend")
    for one in who:
        await one.refresh()
        await one.tap("Count me in", card)
    return card


async def start(listener: Listener, card: Message) -> Message:
    return (await listener.tap("Show the blend", card)).messages[0]


def fits(card: Message) -> list[dict[str, int]]:
    """For each artist, whom it fits and how well."""
    lines = re.findall(r"^(?:\w+ \d+%(?: · )?)+$", text(card), re.MULTILINE)
    return [{name: int(match) for name, match in re.findall(r"(\w+) (\d+)%", line)} for line in lines]


@pytest.fixture
async def both_in(friends: Friends) -> Message:
    """Robin likes metal, Sam indie, and both are in."""
    await like(friends.robin, *METAL)
    await like(friends.sam, *INDIE)
    return await let_in(friends, friends.robin, friends.sam)


async def test_nobody_is_in_until_they_tap(friends: Friends, memory: Memory) -> None:
    await like(friends.robin, *METAL)
    [card] = await friends.robin.send("/blend@encore_local_bot")
    assert "Nobody is in yet." in text(card)
    assert memory.rows("SELECT * FROM blend_members") == []
    tap = await friends.robin.tap("Show the blend", card, expect=0)
    assert tap.toast == "A blend needs two whose taste I know. So far: 0."


async def test_who_likes_nobody_that_is_known_is_in_without_a_taste(
    friends: Friends, storage: Storage
) -> None:
    """Else the list would show the other's alone."""
    await like(friends.robin, *METAL)
    card = await let_in(friends, friends.robin, friends.sam)
    await storage.verdicts.put(friends.sam.user_id, "gone from the bundle", "Gone", Verdict.LIKE)
    tap = await friends.robin.tap("Show the blend", card, expect=0)
    assert tap.toast == "A blend needs two whose taste I know. So far: 1."


async def test_two_of_one_name_are_told_apart(friends: Friends) -> None:
    await friends.sam.profile(first_name="Robin")
    await like(friends.robin, *METAL)
    await like(friends.sam, *INDIE)
    card = await let_in(friends, friends.robin, friends.sam)
    await friends.robin.refresh()
    shown = await start(friends.robin, card)
    assert "Robin, Robin (2)" in text(shown)
    assert "Robin (2) " in text(shown)


async def test_a_tap_counts_in_and_another_out_each_for_who_taps(friends: Friends) -> None:
    await like(friends.robin, *METAL)
    [card] = await friends.robin.send("/blend")
    await friends.sam.refresh()
    tap = await friends.robin.tap("Count me in", card)
    assert tap.toast == "You're in. What you like stays between us."
    tap = await friends.sam.tap("Count me in", card)
    assert tap.toast == "You're in. I don't know your taste yet: like a few artists in our private chat."
    assert "In: Robin, Sam" in text(tap.edited[0])
    assert "I don't know the taste of Sam yet" in text(tap.edited[0])
    assert "Tell me your taste" in buttons(tap.edited[0])
    assert (await friends.robin.tap("Show the blend", card, expect=0)).toast == (
        "A blend needs two whose taste I know. So far: 1."
    )
    tap = await friends.sam.tap("Leave me out", card)
    assert tap.toast == "You're out. I no longer use your taste here."
    assert "In: Robin" in text(tap.edited[0])
    assert "Sam" not in text(tap.edited[0])
    assert (
        await friends.sam.tap("Leave me out", card, expect=0)
    ).toast == "You weren't in, and you stay out."


async def test_taps_at_the_same_time_are_all_shown(friends: Friends) -> None:
    [card] = await friends.robin.send("/blend")
    await friends.sam.refresh()
    both = (friends.robin, friends.sam)
    for button, shown in (("Count me in", 2), ("Leave me out", 0)) * 3:
        await asyncio.gather(*(one.tap(button, card, expect=0) for one in both))
        while sum(name in text(friends.robin.last) for name in ("Robin", "Sam")) != shown:
            await friends.robin.wait()


async def test_a_card_keeps_its_language_whoever_taps(friends: Friends) -> None:
    [card] = await friends.robin.send("/blend")
    await friends.sam.profile(language_code="de")
    tap = await friends.sam.tap("Count me in", card)
    assert tap.toast is not None
    assert tap.toast.startswith("Du bist dabei.")
    assert "In: Sam" in text(tap.edited[0])
    assert buttons(tap.edited[0])[:2] == buttons(card)[:2]


async def test_the_list_fits_all_and_says_for_whom(
    friends: Friends, both_in: Message, engine: Recommender
) -> None:
    card = await start(friends.sam, both_in)
    assert text(card).startswith("A blend for Robin, Sam")
    tastes = [Taste(dict.fromkeys(liked, 1.0)) for liked in (METAL, INDIE)]
    expected = engine.recommend_together(tastes, k=5)
    assert names(card) == [one.artist.name for one in expected]
    assert fits(card) == [dict(zip(("Robin", "Sam"), one.fits, strict=True)) for one in expected]


async def test_nobodys_likes_are_shown(friends: Friends, both_in: Message) -> None:
    card = await start(friends.robin, both_in)
    page = (await friends.robin.tap("Next", card)).edited[0]
    for shown in (both_in, card, page):
        assert not any(name in text(shown) for name in (*METAL, *INDIE))
        assert "because" not in text(shown)


async def test_nothing_comes_that_anybody_knows_blocks_or_dislikes(
    friends: Friends, both_in: Message, memory: Memory
) -> None:
    before = names(await start(friends.robin, both_in))
    await like(friends.sam, before[0], button="👎 Dislike")
    keys = memory.rows("SELECT artist_key FROM blend_shown WHERE position = 1")
    await memory.know(friends.robin.user_id, [str(keys[0][0])])
    after = names(await start(friends.robin, both_in))
    assert not {before[0], before[1]} & set(after)
    assert before[2] in after


async def test_nothing_comes_that_anybody_has_heard(
    friends: Friends, both_in: Message, listener: Listener
) -> None:
    before = names(await start(friends.robin, both_in))
    export = json.dumps([{**PLAY, "master_metadata_album_artist_name": before[0]}])
    await listener.send_file(export.encode(), "endsong_0.json", "application/json")
    after = names(await start(friends.sam, both_in))
    assert before[0] not in after
    assert before[1] in after


async def test_who_is_in_without_likes_still_keeps_out_what_they_dislike(
    chat: LocalChat, bot: Bot, friends: Friends, both_in: Message
) -> None:
    before = names(await start(friends.robin, both_in))
    async with Listener(chat, first_name="Kim") as kim, kim.in_group(both_in.chat.id) as there:
        await like(there, before[0], button="👎 Dislike")
        await there.tap("Count me in", both_in)
    after = await start(friends.robin, both_in)
    assert before[0] not in names(after)
    assert text(after).startswith("A blend for Robin, Sam\n")


async def test_pages_belong_to_who_started_the_list(friends: Friends, both_in: Message) -> None:
    card = await start(friends.sam, both_in)
    await friends.robin.refresh()
    tap = await friends.robin.tap("Next", card, expect=0)
    assert tap.toast == "Only the one who asked can change this card. Like and Dislike are for everyone."
    page = (await friends.sam.tap("Next", card)).edited[0]
    assert not set(names(page)) & set(names(card))
    assert text(page).startswith("A blend for Robin, Sam · page 2")
    back = (await friends.sam.tap("◀ Back", card)).edited[0]
    assert (text(back), buttons(back)) == (text(card), buttons(card))


async def test_everyone_rates_for_themselves(friends: Friends, both_in: Message, memory: Memory) -> None:
    card = await start(friends.sam, both_in)
    await friends.robin.refresh()
    assert (await friends.robin.tap("👍 Like 1", card, expect=0)).toast is not None
    assert names(card)[0] in memory.verdicts(friends.robin.user_id)
    assert names(card)[0] not in memory.verdicts(friends.sam.user_id)


async def test_who_opts_out_is_named_no_more_even_on_old_lists(
    friends: Friends, both_in: Message, memory: Memory
) -> None:
    card = await start(friends.robin, both_in)
    await friends.robin.tap("Next", card)
    await friends.sam.tap("Leave me out", both_in)
    back = (await friends.robin.tap("◀ Back", card)).edited[0]
    assert names(back) == names(card)
    assert text(back).startswith("A blend for Robin\n")
    assert "Sam" not in text(back)
    assert memory.rows("SELECT * FROM blend_fits WHERE user_id = ?", friends.sam.user_id) == []


async def test_the_button_that_adds_the_bot_leads_to_the_blend(friends: Friends) -> None:
    [card] = await friends.robin.send("/start@encore_local_bot blend")
    assert buttons(card)[:2] == buttons((await friends.robin.send("/blend"))[0])[:2]
    assert "Count me in" in buttons(card)[0]


async def test_nobodys_taste_is_shown_alone_when_the_others_are_out_by_now(
    friends: Friends, both_in: Message
) -> None:
    shown = await start(friends.robin, both_in)
    await friends.sam.tap("Leave me out", both_in)
    tap = await friends.robin.tap("Next", shown, expect=0)
    assert tap.toast == "A blend needs two whose taste I know. So far: 1."


async def test_who_leaves_the_group_is_out(friends: Friends, both_in: Message) -> None:
    await friends.sam.leave()
    [card] = await friends.robin.send("/blend")
    assert "In: Robin\n" in text(card) + "\n"
    assert "Sam" not in text(card)


async def test_a_group_that_takes_the_bot_out_is_forgotten(
    friends: Friends, both_in: Message, memory: Memory
) -> None:
    await start(friends.robin, both_in)
    await friends.robin.remove_bot()
    await friends.robin.bring_bot(expect=1)
    [card] = await friends.robin.send("/blend")
    assert "Nobody is in yet." in text(card)
    assert memory.rows("SELECT * FROM blends") == []


async def test_being_in_counts_for_one_group_alone(friends: Friends, both_in: Message) -> None:
    async with friends.robin.in_group(-1900) as elsewhere:
        await elsewhere.wait()
        [card] = await elsewhere.send("/blend")
        assert "Nobody is in yet." in text(card)


@pytest.mark.parametrize("told_late", [False, True])
async def test_a_group_that_grows_keeps_its_blend_and_is_not_greeted_again(
    friends: Friends, both_in: Message, memory: Memory, monkeypatch: pytest.MonkeyPatch, told_late: bool
) -> None:
    monkeypatch.setattr(moves, "_A_MOMENT", 20.0)
    page = await start(friends.robin, both_in)
    async with await friends.robin.grow(-100777, told_late=told_late) as grown:
        [card] = await grown.send("/blend")
        assert "In: Robin, Sam" in text(card)
        await grown.refresh()
        assert [one for one in grown.messages if is_bots(one)] == [card]
        next_page = await grown.forge(data_of(page, "Next ▶"), card, expect=1)
        assert next_page.toast is None
    held = memory.rows("SELECT chat_id FROM blend_members UNION SELECT chat_id FROM blends")
    assert held == [(-100777,)]


async def test_a_tap_on_a_card_of_before_counts_in_the_group_that_has_grown(
    friends: Friends, memory: Memory
) -> None:
    [card] = await friends.robin.send("/blend")
    async with await friends.robin.grow(-100777, told_late=False) as grown:
        assert (await friends.robin.tap("Count me in", card, expect=0)).toast is not None
        async with asyncio.timeout(20):
            while "In: Robin" not in text((await grown.send("/blend"))[0]):
                pass  # the tap and the command come from two chats, and so in no order
    assert memory.rows("SELECT chat_id FROM blend_members") == [(-100777,)]


async def test_what_the_new_group_says_of_the_old_is_enough(
    friends: Friends, both_in: Message, bot: Bot, dispatcher: Dispatcher, memory: Memory
) -> None:
    moved = Message(
        message_id=1,
        date=datetime.datetime.now(datetime.UTC),
        chat=Chat(id=-100777, type="supergroup", title="Friends"),
        from_user=User(id=friends.robin.user_id, is_bot=False, first_name="Robin"),
        migrate_from_chat_id=both_in.chat.id,
    )
    for number in (1, 2):
        await dispatcher.feed_update(bot, Update(update_id=number, message=moved))
    assert memory.rows("SELECT chat_id FROM blend_members") == [(-100777,)] * 2


async def test_in_a_private_chat_the_way_into_a_group_is_shown(listener: Listener) -> None:
    [answer] = await listener.send("/blend")
    assert text(answer).startswith("Blends are for groups")
    assert answer.reply_markup is not None
    assert answer.reply_markup.inline_keyboard[0][0].url == "https://t.me/encore_local_bot?startgroup=blend"


async def test_who_is_asked_for_their_taste_is_led_to_the_first_minute(
    friends: Friends, stranger: Listener
) -> None:
    card = await let_in(friends, friends.sam)
    await friends.robin.refresh()
    card = next(one for one in friends.robin.messages if one.message_id == card.message_id)
    assert card.reply_markup is not None
    url = card.reply_markup.inline_keyboard[-1][0].url
    assert url is not None
    [plain] = await stranger.send("/start")
    [linked] = await stranger.send("/start " + url.rpartition("=")[2])
    assert text(linked) == text(plain)


async def test_forged_buttons_change_nothing(
    friends: Friends, both_in: Message, listener: Listener, memory: Memory
) -> None:
    card = await start(friends.robin, both_in)
    onward = data_of(card, "Next ▶")
    before = memory.rows("SELECT * FROM blend_members"), memory.rows("SELECT * FROM blend_shown")
    for data in (onward[:-1] + "7", "blendp1:999:0", "join1:2:en", "join1:1", "join1:1:xx", "blend1:1"):
        assert (await friends.robin.forge(data, card)).toast == STALE, data
    [hello] = await listener.send("/help")
    for data in (onward, "join1:1:en", "blend1"):
        assert (await listener.forge(data, hello)).toast == STALE, data
    async with friends.robin.in_group(-1901) as elsewhere:
        [hello] = await elsewhere.wait()
        assert (await elsewhere.forge(onward, hello)).toast == STALE
    assert before == (
        memory.rows("SELECT * FROM blend_members"),
        memory.rows("SELECT * FROM blend_shown"),
    )


async def test_names_of_people_are_data(chat: LocalChat, bot: Bot, friends: Friends) -> None:
    name = "<b>Zoë & 🎸</b> " + "W" * 40
    async with Listener(chat, first_name=name) as zoe, zoe.in_group(friends.robin.last.chat.id) as there:
        [card] = await there.send("/blend")
        tap = await there.tap("Count me in", card)
        assert "In: <b>Zoë & 🎸</b> " in text(tap.edited[0])
        assert name not in text(tap.edited[0])
