"""What is said of the last list, or of the bot: `the third one is great`, `calmer`, `are you an AI?`."""

from aiogram import Bot

from handlers.asking import smalltalk
from handlers.asking.menus import dial, with_examples
from handlers.asking.onward import Onward
from handlers.buttons import links
from handlers.buttons.songs import Songs
from handlers.cards.blocks import Card
from handlers.cards.texts import count, say
from handlers.lists import cards as list_cards
from handlers.lists import entry_cards
from handlers.lists.entries import Entries
from handlers.lists.lists import Lists
from handlers.lists.pages import stands
from handlers.lists.steps import STEPS, step_of
from handlers.lists.wishes import PAGE
from handlers.songs import cards as song_cards
from handlers.songs.lists import SongLists
from handlers.songs.views import of_song, steered
from recommender import Recommender
from recommender.remark_words import LAST
from recommender.remarks import (
    Remark,
    asks_alike,
    asks_why,
    is_asked_of_bot,
    is_number,
    is_plain,
    places_of,
    remark_of,
    steer_meant,
    steer_of,
)
from recommender.words.talk import is_said
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
        self._onward = Onward(lists, songs)

    async def answer(self, user_id: int, text: str, bot: Bot, *, picking: bool = False) -> Card | None:
        """The card for a line that is a remark; None where it is none, is talk, or may name somebody.

        To who is `picking` artists no list is at hand.
        """
        places, remark = places_of(text), remark_of(text)
        if not places and remark is None:
            return None if picking else await self._by_a_slip(user_id, text)
        last, sung = (None, None) if picking else await self._onward.last(user_id)
        last = last if last and last.shown_count else None
        at_place = bool(places) and (is_number(text) or not self._names(text))
        if at_place and last:
            return await self._at(user_id, last, text, bot)
        if at_place and sung and (card := await self._song(user_id, sung, places[0])):
            return card
        if remark is Remark.SOUND and sung and (len(text.split()) == 1 or not self._names(text)):
            return await self._steered(user_id, text, sung)
        plain = (last is not None or picking) and is_plain(text)  # `why?` picks nobody called so
        plain = plain or self._is_asked_of_bot(text)
        if not plain and (self._names(text) or self._is_talk(text, remark)):
            return None
        return await self._card(user_id, remark, listed=last is not None)

    async def _by_a_slip(self, user_id: int, text: str) -> Card | None:
        """The list of songs one step on by a misspelt word, which is nobody's name: `fster`."""
        meant = steer_meant(text)
        if meant is None or self._engine.key_of(text) is not None:
            return None
        _, sung = await self._onward.last(user_id)
        return await self._steered(user_id, meant, sung) if sung else None

    def _names(self, text: str) -> bool:
        return names_somebody(text, self._engine)

    def _is_asked_of_bot(self, text: str) -> bool:
        is_name = self._engine.key_of(text) is not None
        return (
            is_asked_of_bot(text)
            and not is_name
            and (is_said(text) or not smalltalk.is_song(text, self._engine))
        )

    def _is_talk(self, text: str, remark: Remark | None) -> bool:
        """Whether a line is talk alone, and says nothing of a list: `something good`."""
        return remark in (Remark.OPINION, Remark.TALK) and smalltalk.names_nobody(text, self._engine)

    async def _at(self, user_id: int, last: PastQuery, text: str, bot: Bot) -> Card:
        """Who stands at a place of a list, with all that can be said of them, or others like them."""
        [place, *others] = (at if at != LAST else _last_of(last) for at in places_of(text))
        if others or place > last.shown_count:
            return Card(say("remark-opinion"))
        if asks_alike(text):
            return list_cards.artists(await self._lists.similar(user_id, last.query.id, place - 1))
        return await self._entry(user_id, last, place - 1, bot, why=asks_why(text))

    async def _entry(self, user_id: int, last: PastQuery, place: int, bot: Bot, *, why: bool) -> Card:
        entry = await self._entries.entry(user_id, last.query.id, place)
        if entry.picked and why:
            return entry_cards.why(await self._entries.why(user_id, last.query.id, place))
        return entry_cards.artist_menu(entry, await links.ways(bot, entry.key), alone=True)

    async def _song(self, user_id: int, sung: Songs, place: int) -> Card | None:
        """Songs like one that stands at a place of the page that was listed last."""
        if self._songs.asleep:
            return Card(say("songs-asleep"))
        page = await self._songs.page(user_id, sung)
        entries = page.entries[-1:] if place == LAST else page.entries
        song = next((one.found.song for one in entries if place in (LAST, one.position + 1)), None)
        return song_cards.songs(await self._songs.page(user_id, of_song(user_id, song.key))) if song else None

    async def _card(self, user_id: int, remark: Remark | None, *, listed: bool) -> Card:
        if remark is Remark.FAME:
            return dial(user_id, await step_of(self._storage.preferences, user_id), STEPS)
        if remark in (Remark.SOUND, Remark.MOOD):
            return with_examples(say("smalltalk-mood"), user_id, await self._lists.examples(user_id))
        told = {
            Remark.TIME: say("remark-time"),
            Remark.CLOSER: say("remark-closer"),
            Remark.BOT: count("remark-bot", len(self._engine)),
        }
        if listed:  # without a list nothing is said of it
            told[Remark.OPINION] = say("remark-opinion")
        return Card(told[remark]) if remark in told else await smalltalk.card(user_id, self._lists)

    async def _steered(self, user_id: int, text: str, sung: Songs) -> Card | None:
        """The list of songs one step on, unless that way it goes no farther."""
        steer = steer_of(text)
        if steer is None:
            return None
        onward = steered(sung, *steer)
        if onward == sung or self._songs.asleep:
            return Card(say("toast-farthest" if onward == sung else "songs-asleep"))
        return song_cards.songs(await self._songs.page(user_id, onward))


def _last_of(last: PastQuery) -> int:
    """The place of who stands last on the page where the listener is."""
    return min((stands(last) + 1) * PAGE, last.shown_count)


def is_remark(text: str, engine: Recommender) -> bool:
    """Whether a line is said of a list or of the bot, and names nobody."""
    said = bool(places_of(text)) or remark_of(text) is not None
    return said and not names_somebody(text, engine)


def names_somebody(text: str, engine: Recommender) -> bool:
    """Whether somebody, a genre or a song that enough know is called like a line."""
    is_genre = any(term.is_genre for term in engine.read(text))
    is_song = not is_said(text) and smalltalk.is_song(text, engine)
    return is_genre or is_song or smalltalk.is_named(text, engine)
