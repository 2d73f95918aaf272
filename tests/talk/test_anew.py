"""What a rating changes is offered at once; a list asked anew marks what is new, and why."""

import pytest
from aiogram.types import Message

from recommender import Recommender
from storage import Storage, Verdict
from tests.listener import Listener
from tests.talk.reading import Memory, buttons, names, text

NEW = "🆕 new"


def offer(message: Message) -> str:
    """The button that offers what a rating changed."""
    [found] = [button for button in buttons(message) if button.startswith("🔄")]
    return found


def news(message: Message) -> dict[str, str]:
    """Why artists of a list are new, by name."""
    blocks = [block.splitlines() for block in text(message).split("\n\n")]
    lines = {block[0]: line for block in blocks for line in block if line.startswith(NEW)}
    return {name: line for name in names(message) for head, line in lines.items() if f". {name} ·" in head}


async def test_a_like_offers_what_it_changed_and_shows_it_in_place(
    listener: Listener, engine: Recommender
) -> None:
    [card] = await listener.send("Radiohead")
    liked = names(card)[1]
    rated = (await listener.tap("Like 2")).edited[0]
    found = engine.recommend({"Radiohead": 1.0, liked: 0.5}, k=5, step=2, page=5)
    expected = [one.artist.name for one in found]
    new = [name for name in expected if name not in names(card)]
    assert offer(rated) == f"🔄 Updated: {len(new)} new because of {liked}"
    updated = (await listener.tap("Updated")).edited[0]
    assert updated.message_id == card.message_id
    assert names(updated) == expected
    assert list(news(updated)) == new
    assert set(news(updated).values()) <= {
        f"🆕 new since you like {liked}",
        "🆕 new: moved up as others left",
    }


async def test_a_like_taken_back_takes_the_offer_back(listener: Listener) -> None:
    [card] = await listener.send("Radiohead")
    await listener.tap("Like 1")
    back = (await listener.tap("Like 1")).edited[0]
    assert buttons(back) == buttons(card)
    assert text(back) == text(card)


async def test_each_artist_said_to_be_new_by_a_like_is_there_by_that_like_alone(
    listener: Listener, engine: Recommender
) -> None:
    claimed = 0
    for seed in ("Metallica", "Björk", "Miles Davis", "Eminem"):
        [card] = await listener.send(seed)
        liked = names(card)[0]
        await listener.tap("Like 1")
        updated = (await listener.tap("Updated")).edited[0]
        without = [one.artist.name for one in engine.recommend([seed], k=5, exclude=[liked], step=2, page=5)]
        for name, line in news(updated).items():
            assert (line == f"🆕 new since you like {liked}") == (name not in without)
            claimed += name not in without
        await listener.send("/likes")
        await listener.tap("Take back")
    assert claimed > 0


@pytest.mark.parametrize("mark", ["I know it", "Not for a month", "Never show again"])
async def test_who_takes_the_place_of_an_artist_left_out_has_moved_up(listener: Listener, mark: str) -> None:
    [card] = await listener.send("Muse")
    await listener.tap("More 1")
    await listener.tap(mark)
    rated = (await listener.tap("Back to the list")).edited[0]
    assert offer(rated) == f"🔄 Updated: 1 new because of {names(card)[0]}"
    updated = (await listener.tap("Updated")).edited[0]
    [came] = set(names(updated)) - set(names(card))
    assert [name for name in names(updated) if name != came] == names(card)[1:]
    assert news(updated) == {came: "🆕 new: moved up as others left"}


async def test_a_dislike_brings_in_others(listener: Listener) -> None:
    [card] = await listener.send("Radiohead")
    for place in (1, 2, 3):
        await listener.tap(f"Dislike {place}")
    updated = (await listener.tap(f"because of {names(card)[2]}")).edited[0]
    assert not set(names(card)[:3]) & set(names(updated))
    assert "🆕 new since your latest ratings" in news(updated).values()


async def test_an_update_of_an_update_keeps_the_direction(listener: Listener, engine: Recommender) -> None:
    [card] = await listener.send("Radiohead")
    first = names(card)[0]
    await listener.tap("Like 1")
    updated = (await listener.tap("Updated")).edited[0]
    second = names(updated)[0]
    await listener.tap("Like 1")
    again = (await listener.tap("Updated")).edited[0]
    expected = engine.recommend({"Radiohead": 1.0, first: 0.5, second: 0.5}, k=5, step=2, page=5)
    assert names(again) == [one.artist.name for one in expected]


async def test_likes_in_a_list_never_outweigh_what_was_asked_for(
    listener: Listener, engine: Recommender
) -> None:
    [card] = await listener.send("Radiohead")
    for n in range(1, 6):
        await listener.tap(f"Like {n}")
    updated = (await listener.tap("Updated")).edited[0]
    weights = {"Radiohead": 1.0, **dict.fromkeys(names(card), 0.2)}
    assert names(updated) == [one.artist.name for one in engine.recommend(weights, k=5, step=2, page=5)]


async def test_asking_again_says_what_is_new_since_and_why(listener: Listener, engine: Recommender) -> None:
    await listener.send("Radiohead")
    await listener.tap("Like 1")
    [before] = await listener.send("/foryou")
    [metal] = await listener.send("Metallica")
    liked = names(metal)[0]
    await listener.tap("Like 1")
    await listener.send("/history")
    again = (await listener.tap("Ask again 2")).messages[0]
    marked = news(again)
    assert set(marked) == set(names(again)) - set(names(before))
    assert f"🆕 new since you like {liked}" in marked.values()


async def test_on_pages_that_were_not_opened_nobody_is_new(listener: Listener) -> None:
    await listener.send("Radiohead")
    await listener.tap("Rarer")
    await listener.tap("Next")
    assert "page 2" in text(listener.last)
    assert "🆕" not in text(listener.last)


async def test_what_is_new_for_no_rating_is_only_said_to_be_new(listener: Listener, memory: Memory) -> None:
    """As after the catalogue was learned anew: the list of then held another artist."""
    [card] = await listener.send("Radiohead")
    await memory.run("UPDATE shown SET artist_key = 'gone', artist_name = 'Gone' WHERE position = 2")
    await listener.send("/history")
    again = (await listener.tap("Ask again 1")).messages[0]
    assert news(again) == {names(card)[2]: "🆕 new since last time"}


async def test_the_offer_survives_an_artist_that_the_bundle_lost(
    listener: Listener, storage: Storage, memory: Memory
) -> None:
    [card] = await listener.send("Radiohead")
    await memory.run("UPDATE queries SET seeds = '[\"radioheart\"]'")
    rated = (await listener.tap("Like 1")).edited[0]
    assert names(rated) == names(card)
    assert not [button for button in buttons(rated) if button.startswith("🔄")]
    assert await storage.verdicts.count(listener.user_id, Verdict.LIKE) == 1


async def test_why_names_what_carried_an_artist_in_order_of_weight(
    listener: Listener, engine: Recommender, storage: Storage
) -> None:
    await listener.send("/help")
    likes = ["Massive Attack", "Portishead", "Daft Punk", "Kraftwerk"]
    for name in likes:
        await storage.verdicts.put(listener.user_id, engine.artist(name).key, name, Verdict.LIKE)
    [card] = await listener.send("/foryou")
    await listener.tap("More 1")
    told = (await listener.tap("Why this one?")).edited[0]
    [found] = engine.recommend(likes, k=1, step=2)
    paragraphs = text(told).split("\n\n")
    assert paragraphs[0] == f"Why {names(card)[0]}? · {found.match}%"
    for paragraph, reason in zip(paragraphs[1:], found.reasons, strict=False):
        percent = max(round(100 * reason.share), 1)
        expected = f"You like {reason.artist.name}. Without it, the score would fall by {percent}%."
        assert paragraph.startswith(expected)
        assert not reason.genres or f"Both: {', '.join(reason.genres)}" in paragraph
    percent = min(round(100 * found.artist.popularity), 99)
    assert paragraphs[-1] == f"How well known: heard more than {percent}% of the artists I know."
    assert len(paragraphs) == len(found.reasons) + 2
    menu = (await listener.tap("◀ Back")).edited[0]
    assert "Why this one?" in buttons(menu)


async def test_why_tells_what_was_asked_for_from_what_is_liked(listener: Listener) -> None:
    [card] = await listener.send("Radiohead, Björk")
    liked = names(card)[0]
    await listener.tap("Like 1")
    await listener.tap("Next")
    await listener.tap("More 6")
    told = text((await listener.tap("Why this one?")).edited[0])
    assert "You asked for " in told
    assert f"You asked for {liked}." not in told


async def test_why_is_answered_as_of_when_the_list_was_made(listener: Listener) -> None:
    await listener.send("Radiohead")
    await listener.tap("More 1")
    first = text((await listener.tap("Why this one?")).edited[0])
    await listener.send("Metallica")
    await listener.tap("Like 1")
    await listener.send("/history")
    await listener.tap("2. Radiohead")
    await listener.tap("More 1")
    assert text((await listener.tap("Why this one?")).edited[0]) == first


async def test_a_list_from_before_reasons_were_kept_says_so(listener: Listener, memory: Memory) -> None:
    await listener.send("Radiohead")
    await memory.run("UPDATE shown SET reasons = '[]'")
    await listener.tap("More 1")
    told = (await listener.tap("Why this one?")).edited[0]
    assert "before I kept my reasons" in text(told)
