"""What storage keeps of a list, read for the listener whose list it is."""

import asyncio
from collections.abc import Mapping, Sequence

from handlers.buttons.callbacks import AskersButton, ForeignButton, StaleButton, check_owner
from handlers.lists.picks import FOR_ONE
from handlers.lists.wishes import TURNED_DOWN
from storage import Query, Shown, Storage, Verdict

Verdicts = Mapping[str, Verdict]
"""By artist key."""
Listed = tuple[Query, list[Shown], Verdicts]


class Reading:
    def __init__(self, storage: Storage, *, personal: bool = True) -> None:
        """Lists that are not `personal` are read without the asker's verdicts."""
        self._personal = personal
        self._storage = storage

    async def own(self, user_id: int, query_id: int) -> Query:
        """A query of this listener; a button of another's, or of none, can't be followed."""
        return self._checked(user_id, query_id, await self._storage.queries.get(query_id))

    def _checked(self, user_id: int, query_id: int, query: Query | None) -> Query:
        if query is None:
            raise StaleButton(f"no query {query_id}")
        check_owner(query.user_id, user_id, ForeignButton if self._personal else AskersButton)
        return query

    async def listed(self, user_id: int, query_id: int) -> Listed:
        """A list of this listener, read in one go."""
        query, shown, verdicts = await asyncio.gather(
            self._storage.queries.get(query_id),
            self._storage.queries.shown(query_id),
            self.verdicts(user_id),
        )
        return self._checked(user_id, query_id, query), shown, verdicts

    async def at(self, user_id: int, query_id: int, position: int) -> tuple[Query, Shown, Verdicts]:
        """An artist of a list."""
        query, shown, verdicts = await self.listed(user_id, query_id)
        return query, one_of(shown, query_id, position), verdicts

    async def tapped(self, user_id: int, query_id: int, position: int) -> tuple[Query, Shown, Verdicts]:
        """An artist that the listener tapped on in a list, and so noticed."""
        query, shown, verdicts = await self.at(user_id, query_id, position)
        await self._storage.freshness.notice(user_id, [shown.artist_key])
        return query, shown, verdicts

    async def verdicts(self, user_id: int) -> Verdicts:
        return await self._storage.verdicts.of(user_id) if self._personal else {}

    async def imported(self, query: Query) -> bool:
        """Whether a list follows from plays, too."""
        return query.kind in FOR_ONE and await self._storage.plays.any(query.user_id)


def one_of(shown: Sequence[Shown], query_id: int, position: int) -> Shown:
    """The artist at a place of a list; a button of one that was never shown can't be followed."""
    if position >= len(shown):
        raise StaleButton(f"query {query_id} has shown nothing at {position}")
    return shown[position]


def to_keep(shown: Sequence[Shown], verdicts: Verdicts) -> tuple[tuple[str, str], ...]:
    """What there is to keep of a list, as keys and names: all but for what the listener turned down."""
    return tuple(
        (one.artist_key, one.artist_name) for one in shown if verdicts.get(one.artist_key) not in TURNED_DOWN
    )
