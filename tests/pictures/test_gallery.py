"""The gallery: each picture once, one at a time, off the event loop, and only so many kept."""

import asyncio
import gc
from dataclasses import replace

from matplotlib.figure import Figure

from pictures import Gallery, Theme
from tests.pictures.samples import NAMES, network, poster


async def test_a_picture_is_kept_until_its_data_changes() -> None:
    gallery = Gallery()
    first = await gallery.png(poster(NAMES[:3]), Theme.LIGHT)
    assert await gallery.png(poster(NAMES[:3]), Theme.LIGHT) is first
    other = await gallery.png(replace(poster(NAMES[:3]), subtitle="Plays: 10"), Theme.LIGHT)
    assert other != first
    assert await gallery.png(poster(NAMES[:3]), Theme.DARK) != first
    assert await gallery.png(poster(NAMES[:3]), Theme.LIGHT) is first


async def test_the_pictures_wanted_least_lately_make_room() -> None:
    gallery = Gallery(kept=2)
    one, two, three = (network(NAMES[:count]) for count in (4, 5, 6))
    first = await gallery.png(one, Theme.LIGHT)
    second = await gallery.png(two, Theme.LIGHT)
    assert await gallery.png(one, Theme.LIGHT) is first
    await gallery.png(three, Theme.LIGHT)
    assert await gallery.png(one, Theme.LIGHT) is first
    again = await gallery.png(two, Theme.LIGHT)
    assert again == second
    assert again is not second


async def test_what_was_drawn_is_let_go_when_somebody_wants_to_be_forgotten() -> None:
    gallery = Gallery()
    first = await gallery.png(network(NAMES[:4]), Theme.LIGHT)
    gallery.clear()
    again = await gallery.png(network(NAMES[:4]), Theme.LIGHT)
    assert again == first
    assert again is not first


async def test_a_drawn_picture_leaves_no_figure_behind() -> None:
    gc.collect()  # of the tests before
    gc.disable()
    try:
        await Gallery().png(poster(), Theme.LIGHT)
        await Gallery().png(network(), Theme.LIGHT)
        assert not [one for one in gc.get_objects() if type(one) is Figure]
    finally:
        gc.enable()


async def test_many_at_once_come_out_as_each_alone() -> None:
    pictures = [network(NAMES[:count]) for count in range(4, 9)]
    together = await asyncio.gather(*(Gallery().png(picture, Theme.DARK) for picture in pictures))
    gallery = Gallery()
    alone = [await gallery.png(picture, Theme.DARK) for picture in pictures]
    assert together == alone
