"""/foryou: from all that the listener likes and dislikes."""

from recommender import Recommender
from storage import Storage, Verdict
from tests.listener import Listener
from tests.talk.reading import Memory, buttons, names, text


async def test_without_likes_it_says_how_to_begin(
    listener: Listener, engine: Recommender, memory: Memory
) -> None:
    [answer] = await listener.send("/foryou")
    assert text(answer).startswith("I don't know your taste yet.")
    assert buttons(answer) == [artist.name for artist in engine.examples[:3]]
    assert memory.rows("SELECT * FROM queries") == []


async def test_it_follows_from_likes_and_dislikes(listener: Listener, engine: Recommender) -> None:
    [card] = await listener.send("Radiohead")
    liked, disliked, also_liked = names(card)[:3]
    await listener.tap("Like 1")
    await listener.tap("Dislike 2")
    await listener.tap("Like 3")
    [answer] = await listener.send("/foryou")
    own, known = [liked, also_liked], ["Radiohead"]
    expected = engine.recommend(own, k=5, disliked=[disliked], exclude=known, step=2, page=5)
    assert text(answer).startswith("For you, from all you like")
    assert names(answer) == [one.artist.name for one in expected]
    assert text(answer).count("because you like ") == 5
    assert "because you asked" not in text(answer)


async def test_whom_one_named_oneself_one_knows(listener: Listener, engine: Recommender) -> None:
    """But a list that was begun before goes on as it would have."""
    [card] = await listener.send("Radiohead")
    liked = names(card)[0]
    await listener.tap("Like 1")
    [first] = await listener.send("/foryou")
    assert "Radiohead" in [one.artist.name for one in engine.recommend([liked], k=5, step=2, page=5)]
    assert "Radiohead" not in names(first)
    away = ["Radiohead", *names(first)]
    named = engine.recommend([liked], k=5, exclude=away, step=2, page=5)[0].artist.name
    await listener.send(named)
    assert named in names((await listener.tap("Next", first)).edited[0])
    [later] = await listener.send("/foryou")
    assert named not in names(later) + names((await listener.tap("Next", later)).edited[0])


async def test_its_pages_feel_the_ratings_given_on_the_way(listener: Listener, engine: Recommender) -> None:
    await listener.send("Radiohead")
    [liked] = names((await listener.tap("Like 1")).edited[0])[:1]
    [card] = await listener.send("/foryou")
    await listener.tap("Dislike 1")
    page = (await listener.tap("Next")).edited[0]
    disliked, shown = names(card)[:1], names(card)[1:]
    away = [*shown, "Radiohead"]
    expected = engine.recommend([liked], k=5, disliked=disliked, exclude=away, step=2, page=5)
    assert names(page) == [one.artist.name for one in expected]
    assert text(page).startswith("For you, from all you like · page 2")


async def test_likes_that_the_bundle_lacks_are_passed_over(
    listener: Listener, engine: Recommender, storage: Storage
) -> None:
    await listener.send("/start")
    radiohead = engine.artist("Radiohead")
    await storage.verdicts.put(listener.user_id, radiohead.key, radiohead.name, Verdict.LIKE)
    await storage.verdicts.put(listener.user_id, "gone from the bundle", "Gone", Verdict.LIKE)
    await storage.verdicts.put(listener.user_id, "gone as well", "Gone", Verdict.BLOCKED)
    [card] = await listener.send("/foryou")
    assert names(card) == [one.artist.name for one in engine.recommend(["Radiohead"], k=5, step=2, page=5)]


async def test_with_no_usable_like_left_it_says_so(
    listener: Listener, engine: Recommender, storage: Storage
) -> None:
    await listener.send("/start")
    await storage.verdicts.put(listener.user_id, "gone from the bundle", "Gone", Verdict.LIKE)
    [answer] = await listener.send("/foryou")
    assert text(answer).startswith("I know none of the artists that you like or play")
    assert buttons(answer) == [artist.name for artist in engine.examples[:3]]
