"""/start, the first minute, links, /help and the commands that Telegram shows."""

from pathlib import Path

import pytest
from aiogram import Bot

from handlers import COMMANDS
from handlers.asking.firsts import CELLS
from handlers.buttons.links import to_artist
from localchat import LocalChat
from recommender import Newcomers, Recommender
from recommender.newcomers import WELL_KNOWN
from storage import Storage
from tests.listener import Listener
from tests.talk.conftest import running_bot
from tests.talk.reading import Memory, buttons, data_of, matches, names, text

OTHERS, DONE = "🔄 Show others", "▶ Show my list"


def cells(shown: list[str]) -> list[str]:
    return [name for name in shown if name not in (OTHERS, DONE)]


async def test_start_says_who_this_is_and_offers_artists_of_many_kinds(listener: Listener) -> None:
    [hello] = await listener.send("/start")
    assert "I'm Encore" in text(hello)
    offered = cells(buttons(hello))
    assert len(offered) == CELLS
    assert buttons(hello) == [*offered, OTHERS]
    origin = {
        name: (family, decade)
        for family, decades in WELL_KNOWN.items()
        for decade, names in decades.items()
        for name in names
    }
    families, decades = zip(*(origin[name] for name in offered), strict=True)
    assert len(set(families)) == CELLS
    assert len(set(decades)) >= 6


async def test_three_taps_lead_to_a_first_list_that_follows_from_them(
    listener: Listener, engine: Recommender, memory: Memory
) -> None:
    [hello] = await listener.send("/start")
    picks = []
    for _ in range(3):
        pick = next(name for name in reversed(cells(buttons(listener.last))) if "✅" not in name)
        tap = await listener.tap(pick)
        picks.append(pick)
        assert f"✅ {pick}" in buttons(tap.edited[0])
        assert f"Your picks: {', '.join(picks)}" in text(tap.edited[0])
    assert memory.verdicts(listener.user_id) == dict.fromkeys(picks, "like")
    tap = await listener.tap(DONE)
    assert tap.edited[0].message_id == hello.message_id
    assert text(tap.edited[0]).startswith("For you, from all you like")
    assert names(tap.edited[0]) == [one.artist.name for one in engine.recommend(picks, k=5, step=2, page=5)]
    assert min(matches(tap.edited[0])) > 0


async def test_the_grid_adapts_and_leaves_the_rest_under_the_finger(
    listener: Listener, engine: Recommender
) -> None:
    [hello] = await listener.send("/start")
    before = cells(buttons(hello))
    after = cells(buttons((await listener.tap("Metallica")).edited[0]))
    assert after[before.index("Metallica")] == "✅ Metallica"
    new = [name for old, name in zip(before, after, strict=True) if name != old and "✅" not in name]
    assert len(new) == 3
    near = [one.artist.name for one in engine.recommend(["Metallica"], k=20)]
    assert len(set(new) & set(near)) >= 2


async def test_a_second_tap_takes_a_pick_back(listener: Listener, memory: Memory) -> None:
    await listener.send("/start")
    await listener.tap("ABBA")
    card = (await listener.tap("✅ ABBA")).edited[0]
    assert "ABBA" in buttons(card)
    assert DONE not in buttons(card)
    assert memory.verdicts(listener.user_id) == {}


async def test_a_grid_goes_on_without_whom_the_bundle_lost(
    listener: Listener, engine: Recommender, memory: Memory
) -> None:
    await listener.send("/start")
    card = (await listener.tap("Metallica")).edited[0]
    lost = next(name for name in cells(buttons(card)) if "✅" not in name)
    key = engine.artist(lost).key
    await memory.run("UPDATE preferences SET value = replace(value, ?, ?)", [(f'"{key}"', '"of old"')])
    card = (await listener.tap("✅ Metallica")).edited[0]
    assert memory.verdicts(listener.user_id) == {}
    assert cells(buttons(card)).count("Metallica") == 1
    assert lost not in buttons(card)
    assert len(cells(buttons((await listener.tap(OTHERS)).edited[0]))) == CELLS


async def test_others_come_on_demand_and_none_comes_twice(listener: Listener) -> None:
    [card] = await listener.send("/start")
    seen = cells(buttons(card))
    await listener.tap("Daft Punk")
    seen += cells(buttons(listener.last))
    for _ in range(5):
        shown = cells(buttons((await listener.tap(OTHERS)).edited[0]))
        assert len(shown) == CELLS
        assert shown.count("✅ Daft Punk") == 1
        fresh = set(shown) - {"✅ Daft Punk"}
        assert not fresh & set(seen)
        seen += fresh


async def test_a_name_typed_meanwhile_is_a_pick_and_afterwards_a_query(
    listener: Listener, memory: Memory
) -> None:
    await listener.send("/start")
    [card] = await listener.send("Sigur Ros, Miles Davis")
    assert {"✅ Sigur Rós", "✅ Miles Davis"} <= set(buttons(card))
    assert memory.verdicts(listener.user_id) == {"Sigur Rós": "like", "Miles Davis": "like"}
    await listener.tap(DONE)
    [card] = await listener.send("Radiohead")
    assert text(card).startswith("Artists like Radiohead")


async def test_a_name_typed_wrong_leads_to_a_pick_as_well(
    listener: Listener, memory: Memory, unknown: str
) -> None:
    await listener.send("/start")
    [question] = await listener.send(unknown)
    meant = buttons(question)[0]
    card = (await listener.tap(meant)).edited[0]
    assert f"Your picks: {meant}" in text(card)
    assert memory.verdicts(listener.user_id) == {meant: "like"}


@pytest.mark.parametrize("genre", ["techno", "metal", "reggaeton"])
async def test_a_genre_typed_meanwhile_offers_its_artists_and_no_singer_of_a_song_called_so(
    listener: Listener, memory: Memory, genre: str
) -> None:
    await listener.send("/start")
    [question] = await listener.send(genre)
    assert text(question).startswith(f"“{genre}” is a genre")
    await listener.tap("All of these")
    assert len(memory.verdicts(listener.user_id)) > 2


async def test_a_title_typed_wrong_meanwhile_leads_to_its_artist(listener: Listener) -> None:
    await listener.send("/start")
    [question] = await listener.send("bohemian rapsody queen")
    assert buttons(question) == ["Queen"]


@pytest.mark.parametrize("left", ["/recommend Björk", "a quarter of an hour"])
async def test_who_left_the_first_minute_gets_lists_for_typed_names(
    listener: Listener, memory: Memory, left: str
) -> None:
    await listener.send("/start")
    if left.startswith("/"):
        await listener.send(left)
    else:
        await memory.run("UPDATE preferences SET value = json_set(value, '$.at', '2026-01-01T00:00:00Z')")
    [card] = await listener.send("Radiohead")
    assert text(card).startswith("Artists like Radiohead")


async def test_a_quick_tap_on_an_artist_just_replaced_is_a_pick_of_that_artist(
    listener: Listener, memory: Memory
) -> None:
    [hello] = await listener.send("/start")
    data = {name: data_of(hello, name) for name in cells(buttons(hello))}
    after = cells(buttons((await listener.tap("Metallica")).edited[0]))
    gone = next(name for name in data if name not in after and name != "Metallica")
    tap = await listener.forge(data[gone], expect=1)
    assert f"✅ {gone}" in buttons(tap.edited[0])
    assert memory.verdicts(listener.user_id) == {"Metallica": "like", gone: "like"}


async def test_the_grid_outlives_a_restart(chat: LocalChat, engine: Recommender, database: Path) -> None:
    async with Listener(chat) as listener:
        storage = await Storage.open(database)
        async with running_bot(chat, storage, engine):
            await listener.send("/start")
            await listener.tap("ABBA")
        await storage.close()
        storage = await Storage.open(database)
        async with running_bot(chat, storage, engine):
            tap = await listener.tap("✅ ABBA")
            assert "ABBA" in buttons(tap.edited[0])
        await storage.close()


async def test_who_is_known_is_greeted_without_the_grid(listener: Listener) -> None:
    await listener.send("Radiohead")
    await listener.tap("Like 1")
    [card] = await listener.send("/start")
    assert text(card).startswith("Good to see you again.")
    assert buttons(card) == ["For you", "Pick more artists"]
    grid = (await listener.tap("Pick more artists")).edited[0]
    assert DONE in buttons(grid)


async def test_a_catalogue_without_the_well_known_offers_its_most_heard(engine: Recommender) -> None:
    newcomers = Newcomers(engine)
    newcomers._known.clear()
    heard = engine.most_heard(12)
    assert newcomers.spread([heard[1].key], 8) == [heard[0], *heard[2:9]]


async def test_start_makes_the_listener_known(listener: Listener, memory: Memory) -> None:
    await listener.send("/start")
    assert memory.rows("SELECT id FROM users") == [(listener.user_id,)]


@pytest.mark.parametrize("name", ["Radiohead", "Кино", "!!!", "Guns N' Roses"])
async def test_a_link_opens_an_artist_for_a_newcomer(
    listener: Listener, stranger: Listener, bot: Bot, engine: Recommender, name: str
) -> None:
    link = await to_artist(bot, engine.artist(name).key)
    assert link is not None
    address, _, payload = link.partition("?start=")
    assert address == f"https://t.me/{(await bot.me()).username}"
    [card] = await stranger.send(f"/start {payload}")
    assert text(card).startswith(f"Artists like {name}")
    assert len(names(card)) == 5


async def test_the_menu_of_an_artist_hands_out_its_link(listener: Listener, bot: Bot) -> None:
    [card] = await listener.send("Radiohead")
    menu = (await listener.tap("More 2")).edited[0]
    assert menu.reply_markup is not None
    [copied] = [b.copy_text.text for row in menu.reply_markup.inline_keyboard for b in row if b.copy_text]
    [opened] = await listener.send(f"/start {copied.partition('?start=')[2]}")
    assert text(opened).startswith(f"Artists like {names(card)[1]}")


async def test_every_link_to_an_artist_fits_and_hardly_any_artist_has_none(
    bot: Bot, engine: Recommender
) -> None:
    links = [await to_artist(bot, artist.key) for artist in engine.most_heard(len(engine))]
    assert all(len(link.partition("?start=")[2]) <= 64 for link in links if link)
    assert sum(link is None for link in links) < len(links) / 1000


@pytest.mark.parametrize("payload", ["aXXXX", "a", "zzz", "a" * 64, "a_-", "aG9zdA", "%00"])
async def test_a_link_that_leads_nowhere_says_so_and_helps_on(listener: Listener, payload: str) -> None:
    [card] = await listener.send(f"/start {payload}")
    assert text(card).startswith("This link leads nowhere")
    assert len(buttons(card)) == 3


async def test_each_example_under_the_help_is_answered_with_a_list(
    listener: Listener, engine: Recommender
) -> None:
    [answer] = await listener.send("/help")
    for artist in engine.examples[:3]:
        tap = await listener.tap(artist.name, answer)
        assert tap.answered
        assert text(tap.messages[0]).startswith(f"Artists like {artist.name}")
        assert len(names(tap.messages[0])) == 5


async def test_help_names_every_command(listener: Listener) -> None:
    [answer] = await listener.send("/help")
    for command in COMMANDS:
        assert f"/{command}" in text(answer) or command == "help"


@pytest.mark.parametrize(
    ("language", "description"),
    [
        ("en", "Picked from all you like"),
        ("ru", "Подборка по всему, что вам нравится"),
        ("de", "Ausgewählt nach allem, was du magst"),
        ("fr", "Picked from all you like"),
    ],
)
async def test_commands_stand_in_telegrams_menu_in_the_listeners_language(
    chat: LocalChat, bot: Bot, language: str, description: str
) -> None:
    async with Listener(chat, language_code=language) as listener:
        shown = {command.command: command.description for command in listener.commands}
        assert list(shown) == list(COMMANDS)
        assert shown["foryou"] == description


async def test_who_is_turned_down_meanwhile_leaves_the_grid_with_the_next_pick(listener: Listener) -> None:
    [hello] = await listener.send("/start")
    picked, *unwanted = cells(buttons(hello))[:4]
    for name in unwanted:
        await listener.send(f"I hate {name}")
        await listener.tap("Never show again")
    grid = (await listener.tap(picked, hello)).edited[0]
    assert not {*unwanted} & {*cells(buttons(grid))}


async def test_why_is_no_pick(listener: Listener, memory: Memory) -> None:
    await listener.send("/start")
    [answer] = await listener.send("why?")
    assert text(answer).startswith("⋯ More below a list says why")
    assert memory.verdicts(listener.user_id) == {}


async def test_the_grid_is_over_when_songs_were_asked_for(listener: Listener) -> None:
    await listener.send("/start")
    await listener.send("/tracks Creep")
    [songs] = await listener.send("calmer")
    assert "Steered: Calmer." in text(songs)
    [card] = await listener.send("Radiohead")
    assert text(card).startswith("Artists like Radiohead")


async def test_who_is_never_to_be_shown_is_offered_as_no_pick(listener: Listener) -> None:
    [hello] = await listener.send("/start")
    blocked, disliked, *_ = cells(buttons(hello))
    for name, verdict in ((blocked, "Never show again"), (disliked, "👎 Keep away from it")):
        await listener.send(f"I hate {name}")
        await listener.tap(verdict)
    offered = cells(buttons((await listener.send("/start"))[0]))
    assert len(offered) == CELLS
    await listener.tap(offered[0])
    for _ in range(4):
        offered += cells(buttons((await listener.tap(OTHERS)).edited[0]))
    assert not {blocked, disliked} & set(offered)
