"""What listeners come back to: an artist of a list, a list to keep, the lists of the past."""

from handlers.lists.data import Entry, PastList, Rated, ToKeep, Why
from handlers.lists.reading import Listed, Reading, one_of, to_keep
from handlers.lists.showing import Showing
from recommender import Recommender
from storage import Storage, Verdict


class Entries:
    def __init__(self, storage: Storage, engine: Recommender) -> None:
        self._storage = storage
        self._showing = Showing(engine)
        self._reading = Reading(storage)

    async def entry(self, user_id: int, query_id: int, position: int) -> Entry:
        query, shown, verdicts = await self._reading.tapped(user_id, query_id, position)
        imported = await self._reading.imported(query)
        return self._showing.entry(query, shown, verdicts, imported=imported)

    async def why(self, user_id: int, query_id: int, position: int) -> Why:
        """All that carried an artist into a list."""
        query, shown, verdicts = await self._reading.tapped(user_id, query_id, position)
        imported = await self._reading.imported(query)
        return self._showing.why(query, shown, verdicts, imported=imported)

    async def rate(
        self, user_id: int, query_id: int, position: int, verdict: Verdict
    ) -> tuple[Rated, Listed]:
        """Store a verdict on an artist of a list; the same verdict again takes it back.

        Gives the list as it is by then, too: to read it twice was a tenth of a tap.
        """
        query, shown, verdicts = await self._reading.listed(user_id, query_id)
        artist = one_of(shown, query_id, position)
        key, name = artist.artist_key, artist.artist_name
        stands = await self._storage.verdicts.toggle(user_id, key, name, verdict)
        by_then = {one: before for one, before in verdicts.items() if one != key or stands}
        if stands:
            by_then[key] = stands  # in place, or as the newest
        return Rated(name, verdict, stands), (query, shown, by_then)

    async def to_keep(self, user_id: int, query_id: int) -> ToKeep:
        """What there is to keep of a list: all that it showed but for what the listener turned down."""
        query, shown, verdicts = await self._reading.listed(user_id, query_id)
        return ToKeep(query, self._showing.names(query), to_keep(shown, verdicts))

    async def past(self, user_id: int, number: int, size: int) -> list[PastList]:
        """A page of the listener's history, newest first."""
        past = await self._storage.history.page(user_id, size, number * size)
        return [self._showing.past(one) for one in past]
