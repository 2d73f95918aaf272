"""Lists to keep: saved with a tap, taken along as files, shared by a link that can be taken back."""

import csv
import re
from io import StringIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from aiogram import Bot
from aiogram.types import Message

from handlers.buttons.shelves import Form
from handlers.shelves.exports import Line, export
from localchat import LocalChat
from recommender import Recommender
from storage import Asked, QueryKind, Storage
from tests.listener import Listener
from tests.talk.conftest import running_bot
from tests.talk.reading import Memory, buttons, names, text

NUMBERED = re.compile(r"^\d+\. (.+)$", re.MULTILINE)


def kept(message: Message) -> list[str]:
    """The artists of a kept or shared list, which carry no match."""
    return NUMBERED.findall(text(message))


def link(message: Message) -> str:
    """The payload of the link on a card."""
    found = re.search(r"https://t\.me/\w+\?start=(\S+)", text(message))
    assert found
    return found[1]


async def share(listener: Listener, query: str = "Radiohead") -> tuple[Message, str]:
    """A list, shared: its card and what its link carries."""
    await listener.send(query)
    shared = (await listener.tap("🔗 Share", expect=2)).messages[0]
    return shared, link(shared)


async def test_with_nothing_saved_it_says_how_to_save(listener: Listener) -> None:
    [card] = await listener.send("/saved")
    assert text(card).startswith("You haven't saved any list yet. Tap “Save” under a list")


async def test_a_list_is_saved_with_all_that_it_has_shown(listener: Listener) -> None:
    [first] = await listener.send("Radiohead, Björk")
    second = (await listener.tap("Next")).edited[0]
    tap = await listener.tap("💾 Save")
    assert tap.toast == "Saved. /saved shows all your lists."
    assert "✅ Saved" in buttons(tap.edited[0])
    [all_lists] = await listener.send("/saved")
    assert re.match(r"You saved 1 list\n\n1\. Radiohead, Björk · 10 artists · saved on ", text(all_lists))
    card = (await listener.tap("1. Radiohead, Björk")).edited[0]
    assert kept(card) == names(first) + names(second)
    assert text(card).startswith("Radiohead, Björk\n10 artists · saved on ")


async def test_the_rest_of_a_list_can_be_saved_later(listener: Listener) -> None:
    await listener.send("Radiohead")
    await listener.tap("💾 Save")
    page = (await listener.tap("Next")).edited[0]
    assert "💾 Save" in buttons(page)
    await listener.tap("💾 Save")
    card = (await listener.tap("✅ Saved")).messages[0]
    assert len(kept(card)) == 10
    [all_lists] = await listener.send("/saved")
    assert text(all_lists).startswith("You saved 1 list\n")


async def test_what_was_turned_down_is_not_kept(listener: Listener) -> None:
    [card] = await listener.send("Radiohead")
    await listener.tap("Dislike 1")
    await listener.tap("More 2")
    await listener.tap("Never show again")
    await listener.tap("Back to the list")
    await listener.tap("💾 Save")
    saved = (await listener.tap("✅ Saved")).messages[0]
    assert kept(saved) == names(card)[2:]


async def test_a_kept_list_opens_as_a_list_again(listener: Listener) -> None:
    [card] = await listener.send("Radiohead")
    await listener.tap("💾 Save")
    await listener.tap("✅ Saved")
    opened = (await listener.tap("Open the list")).messages[0]
    assert names(opened) == names(card)


async def test_a_kept_list_outlives_a_restart(chat: LocalChat, engine: Recommender, database: Path) -> None:
    async with Listener(chat) as listener:
        storage = await Storage.open(database)
        async with running_bot(chat, storage, engine):
            [card] = await listener.send("Radiohead")
            await listener.tap("💾 Save")
        await storage.close()
        storage = await Storage.open(database)
        async with running_bot(chat, storage, engine):
            await listener.send("/saved")
            assert kept((await listener.tap("1. Radiohead")).edited[0]) == names(card)
        await storage.close()


async def test_many_kept_lists_have_pages(listener: Listener, storage: Storage) -> None:
    await listener.send("Radiohead")
    for n in range(9):
        query = await storage.queries.add(Asked(listener.user_id, QueryKind.RECOMMEND, f"Band {n}", ()))
        await storage.saved.put(listener.user_id, query.id, f"Band {n}", [("muse", "Muse")])
    [card] = await listener.send("/saved")
    assert buttons(card) == [*(f"{n}. Band {9 - n}" for n in range(1, 9)), "Next ▶"]
    page = (await listener.tap("Next")).edited[0]
    assert buttons(page) == ["9. Band 0", "◀ Back"]


async def test_deleting_asks_back_once(listener: Listener, memory: Memory) -> None:
    await listener.send("Radiohead")
    await listener.tap("💾 Save")
    await listener.tap("✅ Saved")
    await listener.tap("🗑 Delete")
    assert memory.rows("SELECT count(*) FROM saved_lists") == [(1,)]
    tap = await listener.tap("Tap again to delete it for good")
    assert tap.toast == "Deleted."
    assert text(tap.edited[0]).startswith("You haven't saved any list yet.")
    assert memory.rows("SELECT * FROM saved_artists") == []


async def test_a_list_leaves_as_text_csv_and_links(listener: Listener, engine: Recommender) -> None:
    [card] = await listener.send("Radiohead")
    await listener.tap("💾 Save")
    saved = (await listener.tap("✅ Saved")).messages[0]
    files = {}
    for button in ("Text", "CSV", "Links (M3U)"):
        sent = (await listener.tap(button, saved)).messages[0].document
        assert sent is not None
        files[sent.file_name] = (await listener.download(sent.file_id)).decode("utf-8-sig")
    assert list(files) == ["encore-Radiohead.txt", "encore-Radiohead.csv", "encore-Radiohead.m3u8"]
    plain, table, links = files.values()
    assert plain.splitlines() == ["Radiohead", "", *(f"{n}. {one}" for n, one in enumerate(names(card), 1))]
    rows = list(csv.DictReader(StringIO(table)))
    assert [row["artist"] for row in rows] == names(card)
    assert [row["genres"] for row in rows] == [", ".join(engine.artist(one).genres) for one in names(card)]
    lines = links.splitlines()
    assert lines[:2] == ["#EXTM3U", "#PLAYLIST:Radiohead"]
    assert lines[2::2] == [f"#EXTINF:-1,{one}" for one in names(card)]
    assert [parse_qs(urlsplit(line).query)["search_query"] for line in lines[3::2]] == [
        [one] for one in names(card)
    ]


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("name", ["=cmd()", "-M-", "+44", "@x", "a\nb", 'a"b,c', "👩‍👩‍👧", "\u2028", "'"])
def test_no_name_breaks_a_file(form: Form, name: str) -> None:
    file_name, data = export(form, f"{name}/..\\{name}", [Line(name, (name,)), Line("Muse", ())])
    shown = " ".join(name.split())
    assert "/" not in file_name
    assert "\\" not in file_name
    written = data.decode("utf-8-sig")
    if form is Form.CSV:
        [_, row, muse] = csv.reader(StringIO(written))
        assert row[1] in (shown, f"'{shown}")
        assert row[1][:1] not in {"=", "+", "-", "@"}
        assert muse[1] == "Muse"
    else:
        assert shown in written
        assert len(written.splitlines()) == (6 if form is Form.LINKS else 4)


async def test_the_card_with_the_link_comes_as_often_as_it_is_asked_for(listener: Listener) -> None:
    [card] = await listener.send("Radiohead")
    await listener.tap("💾 Save")
    first, second = [(await listener.tap("🔗 Share", card)).messages for _ in range(2)]
    assert link(first[0]) == link(second[0])


async def test_a_link_opens_a_shared_list_for_others_without_the_sharers_taste(
    listener: Listener, stranger: Listener
) -> None:
    [card] = await listener.send("Radiohead")
    await listener.tap("Like 1")
    shared = (await listener.tap("🔗 Share", expect=2)).messages[0]
    [opened] = await stranger.send(f"/start {link(shared)}")
    assert text(opened).startswith("A list shared with you: Radiohead")
    assert [name for name in names(card) if f". {name}" in text(opened)] == names(card)
    for private in ("%", "because", "liked", "Robin"):
        assert private not in text(opened)
    assert "👍 Like 1" in buttons(opened)
    tap = await stranger.tap("Like 1")
    assert "👍 liked" in text(tap.edited[0])
    menu = (await stranger.tap("More 1")).edited[0]
    assert "Why this one?" not in buttons(menu)


async def test_a_link_that_is_pasted_opens_its_list_too(
    listener: Listener, stranger: Listener, bot: Bot
) -> None:
    shared = (await share(listener))[1]
    own = (await bot.me()).username
    [opened] = await stranger.send(f"listen to this: https://t.me/{own}?start={shared}")
    assert text(opened).startswith("A list shared with you: Radiohead")
    [other] = await stranger.send(f"https://t.me/another_bot?start={shared}")
    assert text(other).startswith("I can't open links.")


async def test_a_shared_list_ends_where_it_ends_and_is_the_same_in_the_history(
    listener: Listener, stranger: Listener
) -> None:
    _, payload = await share(listener)
    await stranger.send("Metallica")
    await stranger.tap("Like 1")
    [opened] = await stranger.send(f"/start {payload}")
    assert "Next ▶" not in buttons(opened)
    await stranger.send("/history")
    again = (await stranger.tap("Ask again 1")).messages[0]
    assert text(again) == text(opened)


async def test_more_goes_on_with_a_shared_list_from_the_page_that_was_opened(
    listener: Listener, stranger: Listener
) -> None:
    await listener.send("Radiohead")
    for _ in range(2):
        await listener.send("more")
    shared = (await listener.tap("🔗 Share", expect=2)).messages[0]
    [opened] = await stranger.send(f"/start {link(shared)}")
    [second] = await stranger.send("more")
    await stranger.tap("Next", opened)
    [third] = await stranger.send("more")
    assert [kept(second), kept(third)] == [kept(shared)[5:10], kept(shared)[10:]]
    [answer] = await stranger.send("more")
    assert text(answer).startswith("There is no list to go on with.")


async def test_who_opens_a_list_does_not_see_whom_they_never_want_to_see(
    listener: Listener, stranger: Listener
) -> None:
    [card] = await stranger.send("Radiohead")
    for number, mark in ((1, "Never show again"), (2, "Not for a month")):
        await stranger.tap(f"More {number}")
        await stranger.tap(mark)
        await stranger.tap("Back to the list")
    _, payload = await share(listener)
    [opened] = await stranger.send(f"/start {payload}")
    shown = [name for name in names(card) if f". {name}" in text(opened)]
    assert shown == names(card)[2:]


async def test_a_shared_list_can_be_saved_by_who_opened_it(listener: Listener, stranger: Listener) -> None:
    _, payload = await share(listener)
    await stranger.send(f"/start {payload}")
    await stranger.tap("💾 Save")
    await stranger.send("/saved")
    assert len(kept((await stranger.tap("1. Radiohead")).edited[0])) == 5


async def test_a_link_taken_back_opens_nothing_any_more(listener: Listener, stranger: Listener) -> None:
    card, payload = await share(listener)
    tap = await listener.tap("Stop sharing", card)
    assert tap.toast == "The link does not work any more."
    assert "t.me" not in text(tap.edited[0])
    [opened] = await stranger.send(f"/start {payload}")
    assert text(opened).startswith("This link leads nowhere")
    again = (await listener.tap("🔗 Share", card)).edited[0]
    assert link(again) != payload


async def test_a_deleted_list_takes_its_link_along(listener: Listener, stranger: Listener) -> None:
    card, payload = await share(listener)
    await listener.tap("🗑 Delete", card)
    await listener.tap("Tap again to delete it for good", card)
    [opened] = await stranger.send(f"/start {payload}")
    assert text(opened).startswith("This link leads nowhere")


async def test_links_tell_nothing_and_cannot_be_guessed(listener: Listener) -> None:
    payloads = {(await share(listener, name))[1] for name in ("Radiohead", "Björk", "Muse")}
    assert len(payloads) == 3
    assert all(re.fullmatch(r"s[\w-]{22}", one) for one in payloads)


async def test_a_list_for_one_is_called_by_its_day_when_kept(listener: Listener) -> None:
    await listener.send("Radiohead")
    await listener.tap("Like 1")
    await listener.send("/foryou")
    await listener.tap("💾 Save")
    [card] = await listener.send("/saved")
    assert buttons(card)[0].startswith("1. Picked on ")
