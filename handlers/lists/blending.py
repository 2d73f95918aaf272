"""Lists for a group: from the tastes of all who are in, and nothing that any of them has heard or blocked."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakValueDictionary

from handlers.buttons.callbacks import AskersButton, ButtonError, StaleButton, check_owner
from handlers.lists.data import GENRES
from handlers.lists.heard import Listening
from handlers.lists.histories import Histories
from handlers.lists.open_cards import Item
from handlers.lists.picks import Picks
from handlers.lists.wishes import PAGE, Wish
from recommender import Recommender
from recommender.types import Shared, Taste
from storage import Blend, Blended, Member, Storage

_FEWEST = 2


class TooFew(ButtonError):
    """There are not enough in a group whose taste is known."""

    text = "toast-blend-few"

    def __init__(self, known: int) -> None:
        super().__init__(f"a blend of {known}")
        self._known = known

    @property
    def params(self) -> Mapping[str, str]:
        return {"n": str(self._known)}


@dataclass(frozen=True, slots=True)
class Circle:
    """Who is in at a group, by name: those whose taste is known, and those of whom nothing is known yet."""

    known: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlendPage:
    """One page of a group's list; `fits` holds for each item names with a match in percent, best first."""

    blend_id: int
    number: int
    names: tuple[str, ...]
    items: tuple[Item, ...]
    fits: tuple[tuple[tuple[str, int], ...], ...]


class Blending:
    def __init__(self, storage: Storage, engine: Recommender, histories: Histories) -> None:
        self._storage = storage
        self._engine = engine
        self._picks = Picks(storage, engine, histories)
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    def turn(self, chat_id: int) -> asyncio.Lock:
        """Held while who is in at a group changes and is shown."""
        return self._turns.setdefault(chat_id, asyncio.Lock())

    async def join(self, chat_id: int, user_id: int, name: str) -> bool:
        """Count a listener in; False while nothing is known of their taste."""
        await self._storage.blends.join(chat_id, user_id, name)
        return await self._is_known(user_id)

    async def leave(self, chat_id: int, user_id: int) -> bool:
        """Count a listener out; False if they were not in."""
        return await self._storage.blends.leave(chat_id, user_id)

    async def circle(self, chat_id: int) -> Circle:
        members = await self._storage.blends.members(chat_id)
        known = [await self._is_known(one.user_id) for one in members]
        pairs = list(zip(_told_apart(members).values(), known, strict=True))
        return Circle(
            tuple(name for name, is_known in pairs if is_known),
            tuple(name for name, is_known in pairs if not is_known),
        )

    async def need_enough(self, chat_id: int) -> None:
        """TooFew where a list would show the taste of one alone."""
        known = (await self.circle(chat_id)).known
        if len(known) < _FEWEST:
            raise TooFew(len(known))

    async def begin(self, chat_id: int, user_id: int) -> BlendPage:
        """Begin a list for all who are in, on behalf of whoever asks for it."""
        return await self._page(await self._storage.blends.begin(chat_id, user_id), 0)

    async def page(self, chat_id: int, user_id: int, blend_id: int, number: int) -> BlendPage:
        """A page shown before as it was, or the next one, made for those who are in by now."""
        blend = await self._storage.blends.get(blend_id)
        if blend is None or blend.chat_id != chat_id:
            raise StaleButton(f"chat {chat_id} has no blend {blend_id}")
        check_owner(blend.user_id, user_id, AskersButton)
        return await self._page(blend, number)

    async def _page(self, blend: Blend, number: int) -> BlendPage:
        start = number * PAGE
        shown = await self._storage.blends.shown(blend.id)
        members = await self._storage.blends.members(blend.chat_id)
        if start > len(shown):
            raise StaleButton(f"blend {blend.id} has no page {number} yet")
        if start == len(shown):
            await self.need_enough(blend.chat_id)
            more = await self._more(members, shown)
            await self._storage.blends.show(blend.id, more)
            shown += more
        return await asyncio.to_thread(self._render, blend, number, shown[start : start + PAGE], members)

    async def _more(self, members: Sequence[Member], shown: Sequence[Blended]) -> list[Blended]:
        tastes = {one.user_id: await self._taste(one.user_id) for one in members}
        return await asyncio.to_thread(self._blended, tastes, shown)

    async def _is_known(self, user_id: int) -> bool:
        """Whether a list can go by somebody's taste; an import of artists that nobody knows is none."""
        wanted, _ = await self._taste(user_id)
        return bool(wanted.liked)

    async def _taste(self, user_id: int) -> tuple[Wish, Listening]:
        return await self._picks.taste(user_id, await self._storage.verdicts.of(user_id))

    def _blended(self, tastes: dict[int, tuple[Wish, Listening]], shown: Sequence[Blended]) -> list[Blended]:
        wishes = {user_id: wish for user_id, (wish, _) in tastes.items() if wish.liked}
        listeners = [Taste(wish.liked, tuple(wish.disliked)) for wish in wishes.values()]
        # What those have no wish for of whom no likes are known counts as well.
        exclude = {key for wish, _ in tastes.values() for key in (*wish.exclude, *wish.disliked)}
        beside = [one.artist_key for one in shown if self._engine.knows(one.artist_key)]
        found = self._unheard(listeners, {*exclude, *beside}, [heard for _, heard in tastes.values()], beside)
        return [
            Blended(position, one.artist.key, one.artist.name, one.match, _fits(wishes, one))
            for position, one in enumerate(found, len(shown))
        ]

    def _unheard(
        self,
        listeners: Sequence[Taste],
        exclude: set[str],
        heard: Sequence[Listening],
        beside: Sequence[str],
    ) -> list[Shared]:
        """The best artists of which none bears the name of one that somebody has heard."""
        while listeners:
            found = self._engine.recommend_together(listeners, PAGE, exclude, beside)
            namesakes = {one.artist.key for one in found if any(each.has(one.artist.name) for each in heard)}
            if not namesakes:
                return found
            exclude |= namesakes
        return []

    def _render(
        self, blend: Blend, number: int, shown: Sequence[Blended], members: Sequence[Member]
    ) -> BlendPage:
        fitted = {user_id for one in shown for user_id in one.fits}
        names = {user_id: name for user_id, name in _told_apart(members).items() if user_id in fitted}
        return BlendPage(
            blend_id=blend.id,
            number=number,
            names=tuple(names.values()),
            items=tuple(self._item(one) for one in shown),
            fits=tuple(_named(one.fits, names) for one in shown),
        )

    def _item(self, one: Blended) -> Item:
        genres = self._engine.artist(one.artist_key).genres if self._engine.knows(one.artist_key) else ()
        return Item(one.position, one.artist_key, one.artist_name, one.match, genres[:GENRES], near="")


def _told_apart(members: Sequence[Member]) -> dict[int, str]:
    """Their names, with numbers behind those that are the same: `Alex`, `Alex (2)`."""
    names: dict[int, str] = {}
    so_far: Counter[str] = Counter()
    for one in members:
        so_far[one.name] += 1
        names[one.user_id] = f"{one.name} ({so_far[one.name]})" if so_far[one.name] > 1 else one.name
    return names


def _fits(listeners: Iterable[int], found: Shared) -> dict[int, int]:
    return dict(zip(listeners, found.fits, strict=True))


def _named(fits: Mapping[int, int], names: Mapping[int, str]) -> tuple[tuple[str, int], ...]:
    best_first = sorted(fits.items(), key=lambda fit: -fit[1])
    return tuple((names[user_id], match) for user_id, match in best_first if user_id in names)
