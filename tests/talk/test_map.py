"""/map: an artist's neighbourhood, from which one walks on, and one's own taste."""

from io import BytesIO

import pytest
from aiogram.types import Message
from PIL import Image

from handlers.buttons.pictures import LikeThis, MapOf
from handlers.buttons.tokens import Tokens, token
from handlers.pictures.networks import NEAR, OWN, Known, around, own
from locales import catalogues
from pictures import Mark, Network, Theme
from recommender import Recommender
from storage import Storage, Verdict
from tests.listener import Listener
from tests.listening import exports
from tests.listening.exports import as_json
from tests.talk.reading import buttons, names, said, text


async def size(listener: Listener, message: Message) -> tuple[int, int]:
    assert message.photo is not None
    return Image.open(BytesIO(await listener.download(message.photo[-1].file_id))).size


def drawn(engine: Recommender, name: str, known: Known | None = None) -> Network:
    i18n = catalogues()
    with i18n.context(), i18n.use_locale("en"):
        return around(engine, engine.artist(name), known or Known())[0]


async def test_a_map_shows_the_nearest_with_buttons_to_them(listener: Listener, engine: Recommender) -> None:
    [answer] = await listener.send("/map radiohed")
    assert await size(listener, answer) == (1080, 1350)
    assert answer.caption == "Artists around Radiohead. Tap a name to walk on."
    near = [artist.name for artist, _ in engine.neighbours("Radiohead", 8)]
    assert buttons(answer) == [*near, "Similar to Radiohead", "🌙 Dark", "🗺 My taste as a map"]


async def test_one_walks_from_neighbour_to_neighbour_in_place(
    listener: Listener, engine: Recommender
) -> None:
    [answer] = await listener.send("/map Radiohead")
    [first, *_] = buttons(answer)
    [edited] = (await listener.tap(first)).edited
    assert edited.message_id == answer.message_id
    assert edited.caption == f"Artists around {first}. Tap a name to walk on."
    assert buttons(edited)[0] == engine.neighbours(first, 1)[0][0].name


async def test_a_map_leads_to_a_list_of_artists_like_it(listener: Listener) -> None:
    await listener.send("/map Radiohead")
    [card] = (await listener.tap("Similar to Radiohead")).messages
    assert text(card).startswith("Artists like Radiohead")
    assert len(names(card)) == 5


async def test_an_unclear_name_is_asked_back_and_a_tap_draws_the_map(
    listener: Listener, unclear: str, unknown: str
) -> None:
    for words, start in ((unclear, "I'm not sure who"), (unknown, "I don't know")):
        [answer] = await listener.send(f"/map {words}")
        assert text(answer).startswith(start)
        first = buttons(answer)[0]
        [drawing] = (await listener.tap(first)).messages
        assert drawing.caption == f"Artists around {first}. Tap a name to walk on."


async def test_a_map_around_a_name_that_artists_share_asks_for_whom(listener: Listener) -> None:
    [question] = await listener.send("/map ashe")
    assert text(question).startswith("Several artists are called “ashe”.")
    assert [name.startswith("Ashe") for name in buttons(question)] == [True, True]


async def test_of_several_names_it_is_asked_who_is_in_the_middle_and_a_genre_is_called_one(
    listener: Listener,
) -> None:
    [question] = await listener.send("/map Radiohead, Muse please")
    assert text(question) == "A map has one artist in its middle. Who shall it be?"
    assert buttons(question) == ["Radiohead", "Muse"]
    [drawing] = (await listener.tap("Muse")).messages
    assert "Muse" in said(drawing)
    [question] = await listener.send("/map rock")
    assert text(question).startswith("“rock” is a genre")


async def test_ones_own_map_is_made_of_likes_and_plays(listener: Listener, storage: Storage) -> None:
    await listener.send("/start")
    await storage.verdicts.put(listener.user_id, "bjork", "Björk", Verdict.LIKE)
    rows = [exports.extended_row("Radiohead", "Creep", 1_577_836_800 + n * 3600) for n in range(20)]
    await listener.send_file(as_json(rows), "x.json")
    [answer] = await listener.send("/map")
    assert await size(listener, answer) == (1080, 1350)
    assert set(buttons(answer)) == {"Björk", "Radiohead", "🌙 Dark", "📊 My taste as charts"}
    [charts] = (await listener.tap("My taste as charts")).edited
    assert (charts.caption or "").startswith("Your most played: Radiohead.")
    [back] = (await listener.tap("My taste as a map")).edited
    assert buttons(back) == buttons(answer)


async def test_of_a_taste_of_one_artist_the_map_is_what_is_around_it(
    listener: Listener, storage: Storage, engine: Recommender
) -> None:
    await listener.send("/start")
    await storage.verdicts.put(listener.user_id, "bjork", "Björk", Verdict.LIKE)
    [answer] = await listener.send("/map")
    assert (answer.caption or "").startswith("Of your taste I know one artist so far, Björk:")
    near = [artist.name for artist, _ in engine.neighbours("Björk", 8)]
    assert buttons(answer) == [*near, "Similar to Björk", "🌙 Dark", "📊 My taste as charts"]
    [dark] = (await listener.tap("Dark")).edited
    assert dark.caption == answer.caption


async def test_without_a_known_taste_there_is_no_map_of_it(listener: Listener) -> None:
    [answer] = await listener.send("/map")
    assert text(answer).startswith("I know too little of your taste for a map of it.")
    tap = await listener.forge(MapOf(owner=listener.user_id, artist=None).pack())
    assert tap.toast == "This button is too old. Please ask again."


async def test_strangers_cannot_walk_on_a_map_of_others(listener: Listener, stranger: Listener) -> None:
    await stranger.send("/help")
    for data in (
        MapOf(owner=listener.user_id, artist=token("radiohead"), theme=Theme.DARK),
        LikeThis(owner=listener.user_id, artist=token("radiohead")),
    ):
        tap = await stranger.forge(data.pack())
        assert tap.toast is not None
        assert "belong to someone else" in tap.toast
    gone = MapOf(owner=stranger.user_id, artist=token("gone from the bundle"))
    assert (await stranger.forge(gone.pack())).toast == "This button is too old. Please ask again."


def test_every_artist_has_a_token_of_its_own(engine: Recommender) -> None:
    keys = engine.every_key()
    assert len({token(key) for key in keys}) == len(keys)
    assert Tokens(engine).artist(token("bjork")).name == "Björk"
    longest = MapOf(owner=2**63 - 1, artist=token("x"), theme=Theme.LIGHT).pack()
    assert len(longest.encode()) <= 64


def test_a_network_links_the_middle_with_all_and_marks_what_is_known(engine: Recommender) -> None:
    near = [artist.key for artist, _ in engine.neighbours("Radiohead", 3)]
    known = Known({near[0]: Verdict.LIKE, near[1]: Verdict.KNOWN}, frozenset({near[2]}))
    network = drawn(engine, "Radiohead", known)
    assert len(network.nodes) == 1 + NEAR
    assert [node.mark for node in network.nodes[1:5]] == [Mark.LIKED, Mark.KNOWN, Mark.KNOWN, None]
    assert {link.other for link in network.links if link.one == 0} == set(range(1, 1 + NEAR))
    assert network.legend == ((Mark.LIKED, "you like it"), (Mark.KNOWN, "you know it"))
    assert drawn(engine, "Radiohead").legend == ()


def test_who_was_blocked_is_on_no_map(engine: Recommender) -> None:
    near = [artist for artist, _ in engine.neighbours("Radiohead", NEAR)]
    blocked = Known({near[0].key: Verdict.BLOCKED})
    shown = [node.name for node in drawn(engine, "Radiohead", blocked).nodes]
    assert near[0].name not in shown
    assert len(shown) == 1 + NEAR


@pytest.mark.parametrize("count", [1, 2, 60])
def test_ones_own_network_has_the_weightiest(engine: Recommender, count: int) -> None:
    weights = {key: 1 / number for number, key in enumerate(engine.every_key()[:count], 1)}
    i18n = catalogues()
    with i18n.context(), i18n.use_locale("en"):
        network, artists = own(engine, weights, Known())
    assert [artist.key for artist in artists] == list(weights)[:OWN]
    assert network.centre is None
    assert network.nodes[0].weight == 1
