"""Lists of songs: asked of the engine anew for every page and turn; their buttons carry all there is."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from errors import ArtistError
from handlers.buttons.callbacks import StaleButton
from handlers.buttons.songs import SONG_PAGES, Songs
from handlers.lists.wishes import UNSEEN
from handlers.songs import baskets as song_baskets
from handlers.songs import marks as song_marks
from handlers.songs.baskets import Basket
from handlers.songs.data import SongEntry, SongPage
from handlers.songs.keys import SongKeys
from handlers.songs.views import MINE, steps_of
from handlers.songs.words import SongWords
from recommender import Recommender
from recommender.tracks import PER_ARTIST, Meaning, Song, Suggestion
from recommender.types import Term
from storage import HeardSong, Storage, Verdict

PAGE = 5
_SAME_TITLE = 8
_EXAMPLES = 3
_NEAR_ARTISTS = 10


class NothingToGoBy(ArtistError):
    """Neither plays nor likes that the songs' catalogue knows."""

    text = "tracks-nothing-to-go-by"


class SongLists:
    def __init__(self, storage: Storage, engine: Recommender, keys: SongKeys, words: SongWords) -> None:
        self._storage = storage
        self._engine = engine
        self._keys = keys
        self._words = words

    async def read(self, text: str) -> list[Meaning]:
        """What the listener's words may mean, the likeliest first."""
        return await asyncio.to_thread(self._words.read, text, self._keys.tracks)

    async def of_genre(self, user_id: int, text: str) -> Term | None:
        """The genre that the listener's words name, with its artists, if they name one.

        Without those they never want to see, or not for now, where others are left of it.
        """
        found = await asyncio.to_thread(self._words.of_genre, text)
        if found is None:
            return None
        verdicts = await self._storage.verdicts.of(user_id)
        left = tuple(one for one in found.matches if verdicts.get(one.artist.key) not in UNSEEN)
        return replace(found, matches=left) if left else found

    async def several(self, text: str) -> list[Meaning]:
        """The artists whom words name, if they are names of several and nothing else."""
        return await asyncio.to_thread(self._words.several, text)

    async def same_title(self, seed: str) -> list[Song]:
        """The songs of the title that a list was asked by, the best known first."""
        song = self._keys.song(seed)
        if song is None:
            raise StaleButton(f"no song {seed}")
        found = await asyncio.to_thread(self._words.titled, song.title, self._keys.tracks)
        return found[:_SAME_TITLE]

    async def examples(self) -> list[Song]:
        """A few well-known songs to try."""
        return await asyncio.to_thread(self._keys.tracks.examples, _EXAMPLES)

    async def page(self, user_id: int, view: Songs) -> SongPage:
        """A page of the list; StaleButton where a song or an artist is not in the bundle any more."""
        verdicts = await self._storage.verdicts.of(user_id)
        heard = await self._storage.plays.songs(user_id) if view.seed == MINE else []
        page = await asyncio.to_thread(self._page, view, verdicts, heard)
        await song_marks.mark(self._storage.preferences, user_id, view)
        return page

    @property
    def asleep(self) -> bool:
        """Whether there are songs that are still being loaded."""
        return self._engine.has_songs and not self._engine.has_songs_awake

    async def last(self, user_id: int) -> tuple[datetime, Songs] | None:
        """When songs were listed last, and which page; None where none are known."""
        return await song_marks.last(self._storage.preferences, user_id) if self._engine.has_songs else None

    async def beside(self, user_id: int, view: Songs, by: int) -> SongPage | None:
        """The page so many behind that one, or before it; None if there is none, or while songs sleep."""
        number = view.page + by
        if not 0 <= number < SONG_PAGES or not self._engine.has_songs_awake:
            return None
        page = await self.page(user_id, view.model_copy(update={"page": number}))
        return page if page.entries else None

    def _page(self, view: Songs, verdicts: Mapping[str, Verdict], heard: Sequence[HeardSong]) -> SongPage:
        page, basket = self._asked(view, verdicts, heard)
        if not basket.liked:
            raise NothingToGoBy("no song to go by")
        start = view.page * PAGE
        found = self._keys.tracks.recommend(
            basket.liked,
            start + PAGE + 1,
            mode=view.mode,
            steps=steps_of(view),
            exclude=basket.exclude,
            without=basket.without,
            keep=basket.keep,
        )
        entries = [
            SongEntry(position, one, page.song is None, _beside(one) in basket.heard)
            for position, one in enumerate(found.songs[start : start + PAGE], start)
        ]
        more = len(found.songs) > start + PAGE and view.page + 1 < SONG_PAGES
        by_sound = self._keys.tracks.has_sound
        return replace(page, entries=tuple(entries), more=more, guessed=found.guessed, by_sound=by_sound)

    def _asked(
        self, view: Songs, verdicts: Mapping[str, Verdict], heard: Sequence[HeardSong]
    ) -> tuple[SongPage, Basket]:
        """What the list is called, and what it is asked by."""
        if view.seed == MINE:
            basket = song_baskets.of_listener(heard, verdicts, self._keys.find, self._keys.songs_by)
            return SongPage(view, ()), basket
        song = self._keys.song(view.seed)
        if song is not None:
            others = len(self._keys.tracks.titled(song.title)) - 1
            return SongPage(view, (), song=song, others=others), song_baskets.of_song(song, verdicts)
        return self._by_artist(view, verdicts)

    def _by_artist(self, view: Songs, verdicts: Mapping[str, Verdict]) -> tuple[SongPage, Basket]:
        key = self._keys.artist(view.seed)
        songs, near = self._keys.songs_by(key), self._near(key)
        if not songs:
            page = SongPage(view, (), artist=self._engine.artist(key).name, around=True)
            return page, song_baskets.around_artist(near, self._keys.songs_by, verdicts, PER_ARTIST)
        name = self._keys.tracks.artist_name(key) or self._engine.artist(key).name
        beside = song_baskets.songs_near(near, self._keys.songs_by, PER_ARTIST)
        free = any(steps_of(view).values())
        basket = song_baskets.of_artist(key, songs, verdicts, PER_ARTIST, beside, free=free)
        return SongPage(view, (), artist=name), basket

    def _near(self, key: str) -> dict[str, float]:
        """Artists close to one, each with how close."""
        if not self._engine.knows(key):
            return {}
        return {one.artist.key: one.match / 100 for one in self._engine.recommend([key], k=_NEAR_ARTISTS)}


def _beside(found: Suggestion) -> str | None:
    return found.why.beside.key if found.why else None
