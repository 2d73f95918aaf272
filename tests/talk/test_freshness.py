"""Who is suggested again and again and never noticed rests for a month."""

from collections.abc import Sequence

import pytest
from aiogram.types import Message

from handlers import recommend
from handlers.cards.blocks import Card
from handlers.cards.calls import Sent
from handlers.cards.sending import send
from recommender import Recommender
from storage import Storage
from tests.listener import Listener
from tests.talk.reading import Memory, buttons, names, text

WAKE = "Let the resting artists come again"


async def ask_thrice(listener: Listener) -> list[Message]:
    return [(await listener.send("Radiohead"))[0] for _ in range(3)]


def shown(cards: Sequence[Message]) -> set[str]:
    return {name for card in cards for name in names(card)}


async def test_who_stood_in_three_lists_unnoticed_rests_until_woken(listener: Listener) -> None:
    cards = await ask_thrice(listener)
    first, *others = names(cards[0])
    assert [names(card) for card in cards[1:]] == [names(cards[0])] * 2
    await listener.tap("More 1", cards[1])  # to look closer is to take notice
    [fourth] = await listener.send("Radiohead")
    assert set(names(fourth)) & {first, *others} == {first}
    told = "4 artists you passed over in three lists rest for a month: /settings brings them back."
    assert told in text(fourth)
    assert told not in text((await listener.send("Metallica"))[0])
    [settings] = await listener.send("/settings")
    assert "4 artists you passed over in three lists rest for a month" in text(settings)
    tap = await listener.tap(WAKE)
    assert tap.toast == "Done. Your next list follows it."
    assert "None does now." in text(tap.edited[0])
    assert WAKE not in buttons(tap.edited[0])
    [again] = await listener.send("Radiohead")
    assert names(again) == names(cards[0])
    assert "rest for a month" not in text(again)


async def test_a_list_that_could_not_be_sent_is_sent_as_it_was_stored(
    listener: Listener, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Handled anew, it must not be kept from those who rest since it was stored itself."""
    cards = [(await listener.send("Radiohead"))[0] for _ in range(2)]
    failures = iter([ConnectionError("once")])

    async def fails_once(message: Message, card: Card) -> Sent:
        for failure in failures:
            raise failure
        return await send(message, card)

    monkeypatch.setattr(recommend, "send", fails_once)
    [third] = await listener.send("Radiohead")
    assert next(failures, None) is None
    assert names(third) == names(cards[0])
    stored = "SELECT artist_name FROM shown WHERE query_id = (SELECT max(id) FROM queries) ORDER BY position"
    assert [name for (name,) in memory.rows(stored)] == names(third)
    assert memory.rows("SELECT count(*) FROM queries") == [(3,)]


async def test_rest_is_over_after_a_month_and_nobody_else_is_touched(
    listener: Listener, stranger: Listener, memory: Memory
) -> None:
    cards = await ask_thrice(listener)
    [theirs] = await stranger.send("Radiohead")
    assert names(theirs) == names(cards[0])
    [fourth] = await listener.send("Radiohead")
    assert not shown([fourth]) & shown(cards)
    await memory.run("UPDATE queries SET asked_at = asked_at - 31 * 86400000")
    [later] = await listener.send("Radiohead")
    assert names(later) == names(cards[0])


async def test_a_list_asked_anew_counts_once_and_keeps_who_stood_in_it(
    listener: Listener, storage: Storage
) -> None:
    cards = await ask_thrice(listener)
    await listener.tap("👍 Like 5")
    [anew] = (await listener.tap("🔄")).edited
    stayed = set(names(cards[2])[:4]) & set(names(anew))
    assert stayed
    await storage.freshness.notice(listener.user_id, await storage.freshness.resting(listener.user_id))
    pages = [names((await listener.send("Metallica"))[0])]
    for place in (5, 4, 3):
        await listener.tap(f"👍 Like {place}")
        pages.append(names((await listener.tap("🔄")).edited[0]))
    always = {name.casefold() for name in set.intersection(*map(set, pages))}
    assert always
    # Who went and came back is shown anew, and may have been three times by now.
    assert not always & set(await storage.freshness.resting(listener.user_id))


async def test_kept_artists_do_not_rest(listener: Listener, engine: Recommender, storage: Storage) -> None:
    await ask_thrice(listener)
    assert len(await storage.freshness.resting(listener.user_id)) == 5
    await listener.tap("Save")
    assert await storage.freshness.resting(listener.user_id) == []
