"""Lists of songs: asked of the engine anew for every page and turn; their buttons carry all there is."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from errors import ArtistError
from handlers import song_baskets, song_marks
from handlers.callbacks import StaleButton
from handlers.song_baskets import Basket
from handlers.song_buttons import SONG_PAGES, Songs
from handlers.song_words import CLEAR, SongWords
from handlers.tokens import token
from recommender import Recommender
from recommender.names import fold, normalise
from recommender.tracks import FARTHEST, PER_ARTIST, Axis, Meaning, Mode, Song, Steps, Suggestion
from recommender.types import Certainty
from storage import HeardSong, Storage, Verdict

if TYPE_CHECKING:  # large to import
    from recommender.tracks.engine import Tracks

PAGE = 5
WELL_KNOWN = 0.9
"""More heard than nine songs in ten."""
MINE = "me"
_SAME_TITLE = 8
_EXAMPLES = 3
_EVERY_SONG = 10_000
_NEAR_ARTISTS = 10
_BAND = " and the "
_ALIKE = 90.0  # points of a title that is spelt like the words, or sounds so, whoever else has such a one
_KEPT = 100_000  # heard songs with their keys, some hundred bytes each
_UNSEEN = (Verdict.BLOCKED, Verdict.SNOOZED)


class NoSongs(ArtistError):
    """The bundle holds no songs."""

    text = "tracks-none"


class NothingToGoBy(ArtistError):
    """Neither plays nor likes that the songs' catalogue knows."""

    text = "tracks-nothing-to-go-by"


@dataclass(frozen=True, slots=True)
class SongEntry:
    """One song of a list; `position` counts from 0 over all pages.

    `names_reason` says that the song it stands beside is worth naming, `heard` that the listener has heard
    that one.
    """

    position: int
    found: Suggestion
    names_reason: bool = False
    heard: bool = False


@dataclass(frozen=True, slots=True)
class SongPage:
    """One page of a list; `view` is what it was asked by.

    One of `song` and `artist` is there, or none for the listener's own listening. `around`: the artist has no
    song here, and others who are close stand in. `guessed`: the song's sound or genre is not known, and is
    taken from songs beside it. `others`: how many other songs bear the title. `by_sound`: whether it can be
    steered by how songs sound.
    """

    view: Songs
    entries: tuple[SongEntry, ...]
    song: Song | None = None
    artist: str | None = None
    more: bool = False
    around: bool = False
    guessed: bool = False
    others: int = 0
    by_sound: bool = True


class SongLists:
    def __init__(self, storage: Storage, engine: Recommender) -> None:
        self._storage = storage
        self._engine = engine
        self._words = SongWords(engine)
        self._find = lru_cache(_KEPT)(self._keys_of)

    def _keys_of(self, artist: str, title: str) -> list[str]:
        return self.tracks.find(artist, title)

    @property
    def tracks(self) -> "Tracks":
        """The songs; NoSongs where the bundle has none."""
        if self._engine.tracks is None:
            raise NoSongs("the bundle was trained without songs")
        return self._engine.tracks

    async def read(self, text: str) -> list[Meaning]:
        """What the listener's words may mean, the likeliest first."""
        return await asyncio.to_thread(self._words.read, text, self.tracks)

    async def of_genre(self, user_id: int, text: str) -> list[Meaning]:
        """Artists of the genre that the listener's words name, if they name one.

        Without those they never want to see, or not for now, where others are left of it.
        """
        found = await asyncio.to_thread(self._words.of_genre, text)
        verdicts = await self._storage.verdicts.of(user_id) if found else {}
        return [one for one in found if verdicts.get(one.artist_key or "") not in _UNSEEN] or found

    async def titled(self, text: str, *, near: float | None = None) -> Song | None:
        """A song of exactly this title, alone or beside its artist's name, by an artist of the catalogue.

        With `near` a misspelt one will do: if many know it, or if no other artist's is spelt so and it is at
        least so popular. None while the songs are asleep: lists of artists do not wait for them.
        """
        read = await self.read(text) if self._engine.has_songs_awake else []
        found = [one for one in read if one.song and self._engine.knows(one.song.artist_keys[0])]
        exact = [one.song for one in found if one.certainty is Certainty.EXACT]
        if exact or near is None:
            return next(iter(exact), None)
        latin = fold(text).isascii()  # another script is compared by its sound alone
        alike = [
            one.song
            for one in found
            if one.song and (one.score >= _ALIKE or (latin and one.certainty in CLEAR))
        ]
        only = len({song.artist_keys[0] for song in alike}) == 1
        known = [song for song in alike if song.popularity >= (near if only else WELL_KNOWN)]
        return max(known, key=lambda song: song.popularity, default=None)

    def exactly(self, title: str, known: float = 0.0) -> Song | None:
        """The best known song of that title, at least so popular, by an artist of the catalogue; cheap.

        None while they sleep.
        """
        songs = self._titled(title) if self._engine.has_songs_awake else []
        theirs = (song for song in songs if self._engine.knows(song.artist_keys[0]))
        return next((song for song in theirs if song.popularity >= known), None)

    def credited(self, readings: Sequence[tuple[str, str]]) -> Song | None:
        """The song that one of these titles and artists names exactly, in whichever version; cheap.

        By an artist of the catalogue; None while the songs are asleep.
        """
        if not self._engine.has_songs_awake:
            return None
        keys = (key for title, artist in readings for key in self._find(artist, title))
        songs = (song for key in keys if (song := self.tracks.song(key)))
        return next((song for song in songs if self._engine.knows(song.artist_keys[0])), None)

    async def same_title(self, seed: str) -> list[Song]:
        """The songs of the title that a list was asked by, the best known first."""
        song = self._song(seed)
        if song is None:
            raise StaleButton(f"no song {seed}")
        return (await asyncio.to_thread(self._titled, song.title))[:_SAME_TITLE]

    def _titled(self, title: str) -> list[Song]:
        """All songs of a title, first the one that is meant most."""
        return sorted(self.tracks.titled(title), key=self._words.fame, reverse=True)

    async def examples(self) -> list[Song]:
        """A few well-known songs to try."""
        return await asyncio.to_thread(self.tracks.examples, _EXAMPLES)

    async def page(self, user_id: int, view: Songs) -> SongPage:
        """A page of the list; StaleButton where a song or an artist is not in the bundle any more."""
        verdicts = await self._storage.verdicts.of(user_id)
        heard = await self._storage.plays.songs(user_id) if view.seed == MINE else []
        page = await asyncio.to_thread(self._page, view, verdicts, heard)
        await song_marks.mark(self._storage.preferences, user_id, view)
        return page

    async def last(self, user_id: int) -> tuple[datetime, Songs] | None:
        """When songs were listed last, and which page; None where none are known."""
        return await song_marks.last(self._storage.preferences, user_id)

    async def after(self, user_id: int, view: Songs) -> SongPage | None:
        """The page behind that one; None where there is none, or while the songs are asleep."""
        if view.page + 1 >= SONG_PAGES or not self._engine.has_songs_awake:
            return None
        page = await self.page(user_id, view.model_copy(update={"page": view.page + 1}))
        return page if page.entries else None

    def _page(self, view: Songs, verdicts: Mapping[str, Verdict], heard: Sequence[HeardSong]) -> SongPage:
        page, basket = self._asked(view, verdicts, heard)
        if not basket.liked:
            raise NothingToGoBy("no song to go by")
        start = view.page * PAGE
        found = self.tracks.recommend(
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
        by_sound = self.tracks.has_sound
        return replace(page, entries=tuple(entries), more=more, guessed=found.guessed, by_sound=by_sound)

    def _asked(
        self, view: Songs, verdicts: Mapping[str, Verdict], heard: Sequence[HeardSong]
    ) -> tuple[SongPage, Basket]:
        """What the list is called, and what it is asked by."""
        if view.seed == MINE:
            return SongPage(view, ()), song_baskets.of_listener(heard, verdicts, self._find, self._songs_of)
        song = self._song(view.seed)
        if song is not None:
            others = len(self.tracks.titled(song.title)) - 1
            return SongPage(view, (), song=song, others=others), song_baskets.of_song(song, verdicts)
        return self._by_artist(view, verdicts)

    def _by_artist(self, view: Songs, verdicts: Mapping[str, Verdict]) -> tuple[SongPage, Basket]:
        meant = view.seed[1:]
        key = self._engine.of_token(meant) or self._artist_keys.get(meant)
        if key is None:
            raise StaleButton(f"no artist {view.seed}")
        songs, near = self._songs_of(key), self._near(key)
        if not songs:
            page = SongPage(view, (), artist=self._engine.artist(key).name, around=True)
            return page, song_baskets.around_artist(near, self._songs_of, verdicts, PER_ARTIST)
        name = self.tracks.artist_name(key) or self._engine.artist(key).name
        beside = song_baskets.songs_near(near, self._songs_of, PER_ARTIST)
        free = any(steps_of(view).values())
        basket = song_baskets.of_artist(key, songs, verdicts, PER_ARTIST, beside, free=free)
        return SongPage(view, (), artist=name), basket

    def _near(self, key: str) -> dict[str, float]:
        """Artists close to one, each with how close."""
        if not self._engine.knows(key):
            return {}
        return {one.artist.key: one.match / 100 for one in self._engine.recommend([key], k=_NEAR_ARTISTS)}

    def _songs_of(self, artist_key: str) -> list[Song]:
        """An artist's songs, by the key that likes are kept under, the name behind it, or with the band."""
        keys = [artist_key]
        if self._engine.knows(artist_key):
            keys.append(normalise(self._engine.artist(artist_key).name))
        keys += filter(None, [self._bands.get(artist_key)])
        return next(filter(None, (self.tracks.songs_by(key, _EVERY_SONG) for key in keys)), [])

    @cached_property
    def _bands(self) -> Mapping[str, str]:
        """`bob marley` -> `bob marley and the wailers`."""
        keys = (key for key in self.tracks.every_artist() if _BAND in key)
        return {key.partition(_BAND)[0]: key for key in keys}

    def _song(self, seed: str) -> Song | None:
        """The song that a seed means; None where it means something else."""
        if not seed.startswith("s"):
            return None
        song = self.tracks.song(self._song_keys.get(seed[1:], ""))
        if song is None:
            raise StaleButton(f"no song {seed}")
        return song

    @cached_property
    def _song_keys(self) -> Mapping[str, str]:
        return {token(key): key for key in self.tracks.every_key()}

    @cached_property
    def _artist_keys(self) -> Mapping[str, str]:
        return {token(key): key for key in self.tracks.every_artist()}


def _beside(found: Suggestion) -> str | None:
    return found.why.beside.key if found.why else None


def of_song(owner: int, key: str) -> Songs:
    """The first page of songs like that one."""
    return Songs(owner=owner, seed=f"s{token(key)}")


def of_artist(owner: int, key: str) -> Songs:
    """The first page of songs by that artist and like theirs."""
    return Songs(owner=owner, seed=f"a{token(key)}")


def of_listener(owner: int) -> Songs:
    """The first page of songs for the listener."""
    return Songs(owner=owner, seed=MINE)


def in_mode(view: Songs, mode: Mode) -> Songs:
    return view.model_copy(update={"mode": mode, "page": 0})


def steered(view: Songs, axis: Axis, by: int) -> Songs:
    """The same list one step on along an axis; as it is where that is the end."""
    steps = {one: step + (by if one is axis else 0) for one, step in steps_of(view).items()}
    if abs(steps[axis]) > FARTHEST:
        return view
    digits = "".join(str(step + FARTHEST) for step in steps.values())
    return view.model_copy(update={"steps": digits, "page": 0})


def straight(view: Songs) -> Songs:
    """The list as it was before it was steered."""
    return Songs(owner=view.owner, seed=view.seed, mode=view.mode)


def steps_of(view: Songs) -> Steps:
    return {axis: int(digit) - FARTHEST for axis, digit in zip(Axis, view.steps, strict=True)}
