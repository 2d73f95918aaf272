"""What is said of the last list, or of the bot: `the third one is great`, `calmer`, `are you an AI?`."""

from aiogram import Bot

from handlers import entry_cards, links, smalltalk, song_cards
from handlers.blocks import Card
from handlers.entries import Entries
from handlers.lists import Lists
from handlers.menus import dial, with_examples
from handlers.songs import SongLists, steered
from handlers.steps import STEPS, step_of
from handlers.texts import count, say
from recommender import Recommender
from recommender.remarks import Remark, asks_why, place_of, remark_of, steer_of
from storage import PastQuery, Storage


class Remarks:
    def __init__(
        self, storage: Storage, engine: Recommender, lists: Lists, entries: Entries, songs: SongLists
    ) -> None:
        self._storage = storage
        self._engine = engine
        self._lists = lists
        self._entries = entries
        self._songs = songs

    async def answer(self, user_id: int, text: str, bot: Bot) -> Card | None:
        """The card for a line that is a remark; None where it is none, is talk, or may name somebody."""
        place, remark = place_of(text), remark_of(text)
        if place is None and remark is None:
            return None
        last = await self._last(user_id)
        if place is not None and last is not None:
            return await self._place(user_id, last, place, bot, why=asks_why(text))
        if remark is Remark.SOUND and (songs := await self._steered(user_id, text)):
            return songs
        at_hand = last is not None and remark is Remark.CLOSER
        if not at_hand and (names_somebody(text, self._engine) or self._is_talk(text, remark)):
            return None
        return await self._card(user_id, remark, listed=last is not None)

    def _is_talk(self, text: str, remark: Remark | None) -> bool:
        """Whether a line is talk alone, and says nothing of a list: `something good`."""
        return remark in (Remark.OPINION, Remark.TALK) and smalltalk.names_nobody(text, self._engine)

    async def _last(self, user_id: int) -> PastQuery | None:
        """The last list, if it was one of artists."""
        last, sung = await self._lists.last(user_id), await self._songs.last(user_id)
        return last if last and last.shown_count and not (sung and last.query.asked_at < sung[0]) else None

    async def _place(self, user_id: int, last: PastQuery, place: int, bot: Bot, *, why: bool) -> Card | None:
        """Who stands there, with all that can be said of them."""
        if place > last.shown_count:
            return None
        if why:
            return entry_cards.why(await self._entries.why(user_id, last.query.id, place - 1))
        entry = await self._entries.entry(user_id, last.query.id, place - 1)
        return entry_cards.artist_menu(entry, await links.ways(bot, entry.key), alone=True)

    async def _card(self, user_id: int, remark: Remark | None, *, listed: bool) -> Card:
        if remark is Remark.FAME:
            return dial(user_id, await step_of(self._storage.preferences, user_id), STEPS)
        if remark in (Remark.SOUND, Remark.MOOD):
            return with_examples(say("smalltalk-mood"), user_id, self._engine.examples)
        told = {
            Remark.TIME: say("remark-time"),
            Remark.CLOSER: say("remark-closer"),
            Remark.BOT: count("remark-bot", len(self._engine)),
        }
        if listed:  # without a list nothing is said of it
            told[Remark.OPINION] = say("remark-opinion")
        return Card(told[remark]) if remark in told else smalltalk.card(user_id, self._engine)

    async def _steered(self, user_id: int, text: str) -> Card | None:
        """The last list, if it was one of songs, one step on."""
        steer, sung, last = steer_of(text), await self._songs.last(user_id), await self._lists.last(user_id)
        if steer is None or sung is None or (last and sung[0] < last.query.asked_at):
            return None
        return song_cards.songs(await self._songs.page(user_id, steered(sung[1], *steer)))


def is_remark(text: str, engine: Recommender) -> bool:
    """Whether a line is said of a list or of the bot, and names nobody."""
    said = place_of(text) is not None or remark_of(text) is not None
    return said and not names_somebody(text, engine)


def names_somebody(text: str, engine: Recommender) -> bool:
    """Whether somebody, a genre or a song that enough know is called like a line."""
    is_genre = any(term.is_genre for term in engine.read(text))
    return is_genre or smalltalk.is_named(text, engine) or smalltalk.is_song(text, engine)
