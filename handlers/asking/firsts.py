"""A newcomer's first minute: a grid of artists that adapts with every pick. A pick is a like.

The grid is kept among the listener's preferences, so its buttons outlive a restart. It is over when a list
of artists or songs was asked for, or when nobody has touched it for a while; then a typed name is a query
again.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pydantic import AwareDatetime, BaseModel, ValidationError

from handlers.buttons.callbacks import StaleButton
from handlers.buttons.tokens import token
from handlers.frame.thinking import think
from handlers.songs import marks as song_marks
from recommender import Artist, Newcomers, Recommender
from storage import Storage, Verdict

CELLS = 8
_PREFERENCE = "first-minute"
_OPEN = timedelta(minutes=15)
_NEAR, _SPREAD = 2, 1
"""How many cells change with a pick: to artists near the picks, and to ones from elsewhere."""
_PICKS = frozenset({Verdict.LIKE, Verdict.KNOWN})
"""Who may be picked again: one that is known may well be loved."""
_SEEN = 400
"""Artists that are not shown again; by then the oldest may come back."""


class _Grid(BaseModel, frozen=True):
    cells: tuple[str, ...]
    seen: tuple[str, ...]
    at: AwareDatetime


@dataclass(frozen=True, slots=True)
class Cells:
    """What the grid shows: artists, and the names of all that the listener likes by now."""

    artists: tuple[tuple[Artist, bool], ...]
    """Each with whether it is picked."""
    likes: tuple[str, ...]


class FirstMinute:
    def __init__(self, storage: Storage, engine: Recommender) -> None:
        self._storage = storage
        self._engine = engine
        self._newcomers = Newcomers(engine)

    async def begin(self, user_id: int) -> Cells:
        """A fresh grid."""
        await self.end(user_id)
        return await self.others(user_id)

    async def is_open(self, user_id: int) -> bool:
        """Whether a name that is typed now means a pick."""
        grid = await self._grid(user_id)
        if grid is None or datetime.now(UTC) - grid.at > _OPEN:
            return False
        sung = await song_marks.last(self._storage.preferences, user_id)
        if sung is not None and sung[0] > grid.at:
            return False
        newest = await self._storage.history.page(user_id, 1, 0)
        return not newest or newest[0].query.asked_at < grid.at

    async def pick(self, user_id: int, artist: str) -> Cells:
        """Like an artist of the grid, or take that back; StaleButton if the grid never showed it."""
        grid = await self._kept(user_id)
        key = next((one for one in (*grid.cells, *grid.seen) if token(one) == artist), None)
        if key is None:
            raise StaleButton(f"the grid has no artist {artist}")
        verdicts, name = self._storage.verdicts, self._engine.artist(key).name
        if await verdicts.toggle(user_id, key, name, Verdict.LIKE) is None:
            return await self._keep(user_id, grid.cells, grid.seen, await self._likes(user_id))
        return await self._adapt(user_id, grid, [key])

    async def add(self, user_id: int, keys: Sequence[str]) -> Cells:
        """Like artists that the listener named."""
        for key in keys:
            await self._storage.verdicts.put(user_id, key, self._engine.artist(key).name, Verdict.LIKE)
        return await self._adapt(user_id, await self._kept(user_id), keys)

    async def others(self, user_id: int) -> Cells:
        """Other artists in the place of those that were not picked."""
        grid, likes, away = await self._grid(user_id), await self._likes(user_id), await self._away(user_id)
        before, seen = (grid.cells, grid.seen) if grid else ((), ())
        cells = await think(self._others, before, {*seen, *away}, likes)
        return await self._keep(user_id, cells, [*seen, *cells], likes)

    async def end(self, user_id: int) -> None:
        """Forget the grid; the picks stay, as likes."""
        await self._storage.preferences.remove(user_id, _PREFERENCE)

    async def _adapt(self, user_id: int, grid: _Grid, picks: Sequence[str]) -> Cells:
        likes, away = await self._likes(user_id), await self._away(user_id)
        cells = await think(self._adapted, grid, picks, likes, away)
        return await self._keep(user_id, cells, [*grid.seen, *cells], likes)

    def _adapted(
        self, grid: _Grid, picks: Sequence[str], likes: dict[str, str], away: Collection[str]
    ) -> list[str]:
        """Every pick has a cell, and of the rest some give way; all others stay under the finger."""
        cells = list(grid.cells)
        free = self._newcomers.unlike([key for key in cells if key not in likes], list(likes))
        free.sort(key=lambda key: key not in away)  # who was turned down since goes first
        missing = [key for key in picks if key not in cells][: len(free)]
        seen = {*grid.seen, *missing, *away}
        near = self._newcomers.near(list(likes), seen, _NEAR)
        seen |= {one.key for one in near}
        new = missing + [one.key for one in (*near, *self._newcomers.spread(seen, _SPREAD))]
        for old, fresh in zip(free, new, strict=False):
            cells[cells.index(old)] = fresh
        return cells

    def _others(self, cells: Sequence[str], seen: Collection[str], likes: dict[str, str]) -> list[str]:
        """The picks where they were, and half of the rest near them, the other half from elsewhere."""
        wanted = CELLS - sum(key in likes for key in cells)
        taken = {*seen, *likes}
        near = self._newcomers.near(list(likes), taken, (wanted + 1) // 2) if likes else []
        taken |= {one.key for one in near}
        fresh = [one.key for one in (*near, *self._newcomers.spread(taken, wanted - len(near)))]
        replaced = [key if key in likes else (fresh.pop(0) if fresh else key) for key in cells]
        return replaced + fresh

    async def _keep(
        self, user_id: int, cells: Sequence[str], seen: Sequence[str], likes: dict[str, str]
    ) -> Cells:
        recent = tuple(dict.fromkeys(seen))[-_SEEN:]
        grid = _Grid(cells=tuple(cells), seen=recent, at=datetime.now(UTC))
        await self._storage.preferences.put(user_id, _PREFERENCE, grid.model_dump_json())
        artists = [self._engine.artist(key) for key in cells]
        return Cells(tuple((one, one.key in likes) for one in artists), tuple(likes.values()))

    async def _kept(self, user_id: int) -> _Grid:
        grid = await self._grid(user_id)
        if grid is None:
            raise StaleButton(f"listener {user_id} has no grid")
        return grid

    async def _grid(self, user_id: int) -> _Grid | None:
        """The grid, without whom the bundle does not know, which may be another by now."""
        kept = await self._storage.preferences.get(user_id, _PREFERENCE)
        try:
            grid = _Grid.model_validate_json(kept) if kept else None
        except ValidationError:  # an import may bring what this Encore cannot read
            grid = None
        if grid is None:
            return None
        cells, seen = (tuple(filter(self._engine.knows, keys)) for keys in (grid.cells, grid.seen))
        return _Grid(cells=cells, seen=seen, at=grid.at)

    async def _likes(self, user_id: int) -> dict[str, str]:
        """Names of all that the listener likes, by key."""
        verdicts = await self._storage.verdicts.of(user_id)
        likes = [key for key, verdict in verdicts.items() if verdict is Verdict.LIKE]
        return {key: self._engine.artist(key).name for key in likes if self._engine.knows(key)}

    async def _away(self, user_id: int) -> set[str]:
        """Whom the listener has said something else of than that they like or know them: no picks."""
        verdicts = await self._storage.verdicts.of(user_id)
        return {key for key, verdict in verdicts.items() if verdict not in _PICKS}
