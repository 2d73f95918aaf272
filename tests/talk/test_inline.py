"""Inline mode: what is offered behind the bot's name, what is sent, and what its buttons do."""

import statistics
import time
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import CallbackQuery, Update, User
from structlog.testing import capture_logs

from localchat import LocalChat
from recommender import Recommender
from storage import Storage
from tests.listener import Listener
from tests.talk.reading import Memory, buttons, data_of, names, text

STALE = "This button is too old. Please ask again."
ASKERS = "Only the one who asked can change this card. Like and Dislike are for everyone."
GENEROUS_SECONDS = 2.0
"""300 ms is what a machine of one's own takes at most; tests share theirs."""

MANY = (
    "U2,BT,Air,M83,Nas,TLC,Yes,XTC,EMF,DMX,Ash,ATB,AFI,Low,NIN,OMD,Orb,Poe,Sia,ABBA,Beck,Blur,Cake,Cher,Devo,Dido,"
    "Enya,Muse,Pulp,Seal,Sade,Tool,Kiss,Korn,Hole,Fuel,Eels,Coil,Akon,Asia,Bush,Moby"
)


@pytest.fixture
async def robin(listener: Listener) -> AsyncIterator[Listener]:
    """The listener in a group that the bot is not in."""
    async with listener.in_group(-2001, with_bot=False) as robin:
        yield robin


@pytest.fixture
async def sam(stranger: Listener, robin: Listener) -> AsyncIterator[Listener]:
    async with stranger.in_group(-2001) as sam:
        yield sam


async def test_a_name_brings_its_list_the_artist_and_similar_ones(robin: Listener) -> None:
    found = await robin.ask_inline("radiohed")
    assert found.titles[:2] == ["Artists like Radiohead", "Radiohead"]
    assert 10 <= len(found.results) < 50
    assert len(set(found.titles)) == len(found.titles)
    by_title = {one.title: one.description for one in found.results}
    similar = found.titles[2]
    assert similar in by_title["Artists like Radiohead"]
    assert by_title[similar].startswith("like Radiohead · ")


async def test_a_chosen_list_can_be_rated_by_everyone(robin: Listener, sam: Listener, memory: Memory) -> None:
    card = await robin.choose(await robin.ask_inline("radiohead"), "Artists like Radiohead")
    assert text(card).startswith("Artists like Radiohead")
    first, second = names(card)[:2]
    await sam.refresh()
    tap = await sam.tap("👍 Like 1", card, expect=0)
    assert tap.toast == f"👍 {first}: noted. Your next lists will lean that way."
    assert (await robin.tap("👎 Dislike 2", card, expect=0)).toast is not None
    assert memory.verdicts(sam.user_id) == {first: "like"}
    assert memory.verdicts(robin.user_id) == {second: "dislike"}


async def test_pages_of_a_sent_list_belong_to_who_sent_it(robin: Listener, sam: Listener) -> None:
    card = await robin.choose(await robin.ask_inline("radiohead"), "Artists like Radiohead")
    await sam.refresh()
    assert (await sam.tap("Next", card, expect=0)).toast == ASKERS
    page = (await robin.tap("Next", card)).edited[0]
    assert text(page).startswith("Artists like Radiohead · page 2")
    assert not set(names(page)) & set(names(card))
    back = (await robin.tap("◀ Back", card)).edited[0]
    assert (text(back), buttons(back)) == (text(card), buttons(card))


async def test_a_chosen_artist_opens_into_artists_like_it(robin: Listener, engine: Recommender) -> None:
    found = await robin.ask_inline("radiohead")
    title = found.titles[2]
    card = await robin.choose(found, title)
    assert text(card).startswith(title)
    assert "like Radiohead" in text(card)
    opened = (await robin.tap(f"Similar to {title}", card)).edited[0]
    assert text(opened).startswith(f"Artists like {title}")
    expected = [one.artist.name for one in engine.recommend([title], k=5, step=2, page=5)]
    assert names(opened) == expected


async def test_a_chosen_artist_is_rated_by_its_own_buttons(robin: Listener, memory: Memory) -> None:
    card = await robin.choose(await robin.ask_inline("radiohead"), "Radiohead")
    assert (await robin.tap("👍 Like", card, expect=0)).toast is not None
    assert memory.verdicts(robin.user_id) == {"Radiohead": "like"}
    assert (await robin.tap("👍 Like", card, expect=0)).toast == "Radiohead: mark taken back."


async def test_several_names_bring_a_list_that_fits_all(robin: Listener) -> None:
    found = await robin.ask_inline("Radiohead, Björk")
    assert found.titles[:3] == ["Artists like Radiohead, Björk", "Radiohead", "Björk"]
    card = await robin.choose(found, "Artists like Radiohead, Björk")
    assert "like Radiohead" in text(card) or "like Björk" in text(card)
    page = (await robin.tap("Next", card)).edited[0]
    assert text(page).startswith("Artists like Radiohead, Björk · page 2")


async def test_who_is_blocked_is_no_example(listener: Listener) -> None:
    *_, last = (await listener.ask_inline()).titles
    await listener.send(f"not {last}")
    await listener.tap("Never show again")
    after = await listener.ask_inline(" ")  # Telegram keeps the answer to no words for seconds
    assert last not in after.titles


async def test_a_list_of_more_names_than_a_button_holds_has_no_pages(robin: Listener) -> None:
    found = await robin.ask_inline("Radiohead, Björk, Metallica")
    card = await robin.choose(found, "Artists like Radiohead, Björk, Metallica")
    assert len(names(card)) == 5
    assert not any("Next" in button for button in buttons(card))


async def test_the_title_of_a_song_that_many_know_offers_whose_it_is_before_a_name_spelt_nearly_so(
    robin: Listener,
) -> None:
    """Creed."""
    assert (await robin.ask_inline("creep")).titles[0] == "Radiohead"
    found = await robin.ask_inline("bohemian rhapsody")
    assert found.titles[0] == "Queen"
    assert len(set(found.titles)) == len(found.titles)


@pytest.mark.parametrize("line", ["radiohead bjork", "metallica slayer"])
async def test_names_need_nothing_between_them(robin: Listener, line: str) -> None:
    first, second = line.split()
    together = (await robin.ask_inline(f"{first}, {second}")).titles
    assert (await robin.ask_inline(line)).titles == together


async def test_of_very_many_names_as_much_comes_as_telegram_takes(robin: Listener) -> None:
    found = await robin.ask_inline(MANY)
    assert len(found.results) == 50


async def test_an_unclear_name_offers_whom_it_may_mean(
    robin: Listener, engine: Recommender, unclear: str
) -> None:
    found = await robin.ask_inline(unclear)
    assert found.titles[0] == engine.find(unclear)[0].artist.name
    assert found.results[0].description.startswith("did you mean this one?")


async def test_an_unknown_name_offers_the_closest(robin: Listener, engine: Recommender, unknown: str) -> None:
    found = await robin.ask_inline(unknown)
    assert found.titles == [match.artist.name for match in engine.find(unknown)]
    assert all(one.description.startswith("the closest name I know") for one in found.results)


async def test_what_is_no_name_at_all_leads_to_help(robin: Listener, listener: Listener) -> None:
    found = await robin.ask_inline(" ,; ")
    assert found.results == []
    assert found.button is not None
    assert found.button.text == "I don't know “,;”. What can I find?"
    [answer] = await listener.send(f"/start {found.button.start_parameter}")
    [plain] = await listener.send("/help")
    assert text(answer) == text(plain)


async def test_an_empty_query_offers_examples_to_a_newcomer(robin: Listener, engine: Recommender) -> None:
    found = await robin.ask_inline()
    assert found.titles == [artist.name for artist in engine.examples[:3]]


async def test_an_empty_query_offers_what_was_asked_for_and_liked(
    listener: Listener, robin: Listener, sam: Listener
) -> None:
    [card] = await listener.send("Radiohead")
    await listener.tap("👍 Like 1")
    found = await robin.ask_inline()
    assert found.titles[:2] == ["Artists like Radiohead", names(card)[0]]
    assert found.results[1].description.startswith("you like it")
    assert "Artists like Radiohead" not in (await sam.ask_inline()).titles


async def test_who_is_unwanted_is_not_offered_and_only_for_the_one_who_says_so(
    listener: Listener, robin: Listener, sam: Listener
) -> None:
    [card] = await listener.send("Radiohead")
    disliked = names(card)[0]
    assert disliked in (await sam.ask_inline("radiohead")).titles
    await listener.tap("👎 Dislike 1")
    assert disliked not in (await robin.ask_inline("radiohead")).titles


async def test_answers_are_kept_for_each_listener_alone(
    listener: Listener, robin: Listener, sam: Listener
) -> None:
    before = await robin.ask_inline("radiohead")
    [card] = await listener.send("Radiohead")
    await listener.tap("👎 Dislike 1")
    assert await robin.ask_inline("radiohead") == before
    assert (await sam.ask_inline("radiohead")).query_id != before.query_id
    assert names(card)[0] in before.titles


async def test_inline_speaks_the_language_of_who_types(chat: LocalChat, bot: Bot) -> None:
    async with Listener(chat, language_code="de") as listener:
        found = await listener.ask_inline("radiohead")
        assert found.titles[0] == "Ähnlich wie Radiohead"


async def test_a_list_sent_in_the_bots_own_chat_is_not_taken_for_a_question(listener: Listener) -> None:
    found = await listener.ask_inline("radiohead")
    await listener.choose(found, "Radiohead")
    [answer] = await listener.send("/help")
    await listener.refresh()
    assert listener.messages[-1] == answer
    assert len(listener.messages) == 3


async def test_typing_the_bots_name_to_the_bot_itself_asks_for_a_list(listener: Listener) -> None:
    [card] = await listener.send("@encore_local_bot radiohead")
    assert text(card).startswith("Artists like Radiohead")


async def test_forged_buttons_of_a_sent_list_get_a_toast(robin: Listener, memory: Memory) -> None:
    card = await robin.choose(await robin.ask_inline("radiohead"), "Artists like Radiohead")
    onward = data_of(card, "Next ▶")
    before = memory.all()
    for data in (
        onward.rpartition(":")[0] + ":20",
        onward.rpartition(":")[0] + ":-1",
        f"near1:{robin.user_id}:{'0' * 12}:0",
        f"near1:{robin.user_id}:{'0' * 36}:0",
        "list1:1:0",
        "rate1:1:0:like:0",
        "again1:1",
        f"foryou1:{robin.user_id}",
        f"lang1:{robin.user_id}:de",
        f"past1:{robin.user_id}:0",
    ):
        tap = await robin.forge(data, card)
        assert tap.toast == STALE, data
        assert memory.all() == before, data


async def test_a_sent_message_that_is_gone_by_now_is_no_trouble(
    robin: Listener, bot: Bot, dispatcher: Dispatcher
) -> None:
    card = await robin.choose(await robin.ask_inline("radiohead"), "Artists like Radiohead")
    person = User(id=robin.user_id, is_bot=False, first_name="Robin", language_code="en")
    tap = CallbackQuery(
        id="1", from_user=person, chat_instance="1", inline_message_id="gone", data=data_of(card, "Next ▶")
    )
    with capture_logs() as logs:
        await dispatcher.feed_update(bot, Update(update_id=1, callback_query=tap))
    assert [line["event"] for line in logs] == ["edit not needed"]


async def test_trouble_brings_no_results_and_the_bot_goes_on(robin: Listener, memory: Memory) -> None:
    await memory.run("ALTER TABLE verdicts RENAME TO lost")
    with capture_logs() as logs:
        assert (await robin.ask_inline("radiohead")).results == []
    assert [line["event"] for line in logs] == ["update failed"]
    await memory.run("ALTER TABLE lost RENAME TO verdicts")
    assert (await robin.ask_inline("radiohead")).results


@pytest.mark.parametrize("query", ["", "radiohead", "a", "x" * 256, "Radiohead, " * 23, "<b>", "🎸", "&amp;"])
async def test_whatever_is_typed_gets_an_answer(robin: Listener, query: str) -> None:
    found = await robin.ask_inline(query)
    assert len(found.results) < 50


async def test_an_answer_comes_while_one_types(robin: Listener) -> None:
    took = []
    for query in ("r", "ra", "radio", "radiohead", "metallica", "miles davis", "björk, muse", ""):
        start = time.perf_counter()
        await robin.ask_inline(query)
        took.append(time.perf_counter() - start)
    assert statistics.median(took) < GENEROUS_SECONDS


async def test_who_only_types_is_not_stored(robin: Listener, memory: Memory, storage: Storage) -> None:
    await robin.ask_inline("radiohead")
    assert memory.rows("SELECT id FROM users") == []
