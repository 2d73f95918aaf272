"""Where a listener stands: by taps and by words alike, in the list that they saw last."""

from tests.listener import Listener
from tests.talk.conftest import Friends
from tests.talk.reading import names, text


async def test_words_go_on_from_the_page_that_was_turned_to_by_taps(listener: Listener) -> None:
    [card] = await listener.send("Radiohead")
    pages = [names(card), *[names((await listener.tap("Next")).edited[0]) for _ in range(2)]]
    [card] = await listener.send("back")
    assert names(card) == pages[1]
    await listener.tap("◀ Back", card)
    [answer] = await listener.send("back")
    assert text(answer).startswith("This is the first page.")
    for page in (1, 2):
        [card] = await listener.send("more")
        assert names(card) == pages[page]
    [card] = await listener.send("more")
    assert text(card).startswith("Artists like Radiohead · page 4")


async def test_a_page_that_is_turned_to_and_turned_back_is_where_more_begins(listener: Listener) -> None:
    [card] = await listener.send("Radiohead")
    for button in ("Next", "Next", "◀ Back", "◀ Back"):
        await listener.tap(button, card)
    [card] = await listener.send("more")
    assert text(card).startswith("Artists like Radiohead · page 2")


async def test_of_two_lists_words_go_on_with_the_one_whose_page_was_turned_last(listener: Listener) -> None:
    [muse] = await listener.send("Muse")
    [radiohead] = await listener.send("Radiohead")
    await listener.tap("Next", muse)
    [card] = await listener.send("more")
    assert text(card).startswith("Artists like Muse · page 3")
    await listener.tap("Next", radiohead)
    [card] = await listener.send("back")
    assert names(card) == names(radiohead)


async def test_a_list_that_is_turned_after_songs_goes_on_before_them(listener: Listener) -> None:
    [muse] = await listener.send("Muse")
    await listener.send("/tracks Creep Radiohead")
    await listener.tap("Next", muse)
    [card] = await listener.send("more")
    assert text(card).startswith("Artists like Muse · page 3")


async def test_a_past_list_that_is_shown_again_is_the_one_at_hand(listener: Listener) -> None:
    [muse] = await listener.send("Muse")
    second = (await listener.tap("Next")).edited[0]
    await listener.send("Radiohead")
    await listener.send("/history")
    await listener.tap("2. Muse")
    [entry] = await listener.send("number 3")
    assert text(entry).startswith(f"3. {names(muse)[2]} ")
    [card] = await listener.send("more")
    assert names(card) == names(second)
    [card] = await listener.send("Björk")
    [card] = await listener.send("more")
    assert text(card).startswith("Artists like Björk · page 2")


async def test_in_private_words_are_about_what_stands_there(friends: Friends, listener: Listener) -> None:
    [own] = await listener.send("Radiohead")
    await friends.robin.send("/recommend Metallica")
    [entry] = await listener.send("number 2")
    assert text(entry).startswith(f"2. {names(own)[1]} ")
    [card] = await listener.send("more")
    assert text(card).startswith("Artists like Radiohead · page 2")
    await listener.send("/history")
    await listener.tap("1. Metallica")
    [card] = await listener.send("more")
    assert text(card).startswith("Artists like Metallica · page 2")


async def test_pages_that_are_turned_in_a_group_move_nothing_in_private(
    friends: Friends, listener: Listener
) -> None:
    [card] = await friends.robin.send("/recommend Metallica")
    [own] = await listener.send("Radiohead")
    await friends.robin.tap("Next", card)
    [card] = await listener.send("more")
    assert text(card).startswith("Artists like Radiohead · page 2")
    assert not set(names(card)) & set(names(own))
