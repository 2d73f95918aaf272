"""What was listed last, artists or songs, and the ways on from there: `more`, `back`."""

from handlers.asking.menus import with_examples
from handlers.buttons.songs import Songs
from handlers.cards.blocks import Card
from handlers.cards.texts import say
from handlers.lists import cards as list_cards
from handlers.lists.lists import Lists
from handlers.songs import cards as song_cards
from handlers.songs.lists import SongLists
from storage import PastQuery


class Onward:
    def __init__(self, lists: Lists, songs: SongLists) -> None:
        self._lists = lists
        self._songs = songs

    async def last(self, user_id: int) -> tuple[PastQuery | None, Songs | None]:
        """What was listed last: artists, or a page of songs; none where nothing was."""
        last, sung = await self._lists.last(user_id), await self._songs.last(user_id)
        artists = last is not None and (sung is None or last.at >= sung[0])
        return (last, None) if artists else (None, sung[1] if sung else None)

    async def more(self, user_id: int) -> Card:
        """The next page of what was listed last, or whom to ask for where there is none."""
        last, sung = await self.last(user_id)
        if sung:
            return await self._beside(user_id, sung, 1) or await self.nothing(user_id)
        page = await self._lists.after(user_id, last) if last else None
        return list_cards.artists(page) if page else await self.nothing(user_id)

    async def back(self, user_id: int) -> Card | None:
        """The page before, or that there is none; None where nothing was listed."""
        last, sung = await self.last(user_id)
        if sung:
            return await self._beside(user_id, sung, -1) or Card(say("back-first"))
        page = await self._lists.before(user_id, last) if last else None
        return list_cards.artists(page) if page else Card(say("back-first")) if last else None

    async def nothing(self, user_id: int) -> Card:
        """That there is no more, and whom to ask for."""
        return with_examples(say("more-nothing"), user_id, await self._lists.examples(user_id))

    async def _beside(self, user_id: int, sung: Songs, by: int) -> Card | None:
        """The page of songs so many behind that one; that they are still asleep; None if there is none."""
        if self._songs.asleep:
            return Card(say("songs-asleep"))
        page = await self._songs.beside(user_id, sung, by)
        return song_cards.songs(page) if page else None
