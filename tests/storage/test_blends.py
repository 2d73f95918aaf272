"""Who is in at which group, and what these groups were shown."""

from storage import Blended, Member, Storage
from storage.blends import KEPT
from tests.storage.conftest import ANN, BEN

GROUP, OTHER = -1001, -1002
BJORK = Blended(0, "bjork", "Björk", 60, {ANN: 80, BEN: 40})
MUSE = Blended(1, "muse", "Muse", 30, {ANN: 10, BEN: 50})


async def test_who_comes_in_is_a_member_of_that_group_alone(storage: Storage) -> None:
    await storage.blends.join(GROUP, BEN, "Ben")
    await storage.blends.join(GROUP, ANN, "Ann")
    await storage.blends.join(GROUP, BEN, "Benny")
    assert set(await storage.blends.members(GROUP)) == {Member(BEN, "Benny"), Member(ANN, "Ann")}
    assert await storage.blends.members(OTHER) == []


async def test_what_was_shown_comes_back_with_for_whom(storage: Storage) -> None:
    blend = await storage.blends.begin(GROUP, ANN)
    await storage.blends.show(blend.id, [BJORK, MUSE])
    assert await storage.blends.get(blend.id) == blend
    assert await storage.blends.shown(blend.id) == [BJORK, MUSE]
    assert await storage.blends.get(blend.id + 1) is None
    assert await storage.blends.shown(blend.id + 1) == []


async def test_of_a_groups_lists_the_newest_few_stay(storage: Storage) -> None:
    first = {group: await storage.blends.begin(group, ANN) for group in (GROUP, OTHER)}
    await storage.blends.show(first[GROUP].id, [BJORK])
    second = await storage.blends.begin(GROUP, ANN)
    for _ in range(KEPT - 1):
        await storage.blends.begin(GROUP, BEN)
    assert await storage.blends.get(first[GROUP].id) is None
    assert await storage.blends.shown(first[GROUP].id) == []
    assert await storage.blends.get(second.id) == second
    assert await storage.blends.get(first[OTHER].id) == first[OTHER]


async def test_who_leaves_is_named_no_more_in_that_group(storage: Storage) -> None:
    shown = {}
    for group in (GROUP, OTHER):
        await storage.blends.join(group, ANN, "Ann")
        await storage.blends.join(group, BEN, "Ben")
        shown[group] = (await storage.blends.begin(group, BEN)).id
        await storage.blends.show(shown[group], [BJORK])
    assert await storage.blends.leave(GROUP, ANN)
    assert not await storage.blends.leave(GROUP, ANN)
    assert await storage.blends.members(GROUP) == [Member(BEN, "Ben")]
    assert [one.fits for one in await storage.blends.shown(shown[GROUP])] == [{BEN: 40}]
    assert await storage.blends.shown(shown[OTHER]) == [BJORK]


async def test_a_group_is_forgotten_whole_and_alone(storage: Storage) -> None:
    blends = {}
    for group in (GROUP, OTHER):
        await storage.blends.join(group, ANN, "Ann")
        blends[group] = await storage.blends.begin(group, ANN)
        await storage.blends.show(blends[group].id, [BJORK])
    await storage.blends.forget(GROUP)
    assert await storage.blends.members(GROUP) == []
    assert await storage.blends.get(blends[GROUP].id) is None
    assert await storage.blends.shown(blends[GROUP].id) == []
    assert await storage.blends.members(OTHER) == [Member(ANN, "Ann")]
    assert await storage.blends.shown(blends[OTHER].id) == [BJORK]


async def test_a_group_that_grows_goes_on_under_its_new_id(storage: Storage) -> None:
    await storage.blends.join(GROUP, ANN, "Ann")
    await storage.blends.join(OTHER, ANN, "Anna")
    await storage.blends.join(GROUP, BEN, "Ben")
    blend = await storage.blends.begin(GROUP, ANN)
    await storage.blends.move(GROUP, OTHER)
    assert {one.name for one in await storage.blends.members(OTHER)} == {"Anna", "Ben"}
    assert await storage.blends.members(GROUP) == []
    moved = await storage.blends.get(blend.id)
    assert moved is not None
    assert moved.chat_id == OTHER
