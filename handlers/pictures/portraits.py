"""From a listener's memory to the poster of their taste, with its caption and buttons."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from handlers.buttons.pictures import Clocks, MapOf, SetClock, TasteOf
from handlers.cards.blocks import BUTTON_NAME, Button, Card, button, in_rows, rows
from handlers.cards.formats import from_utc, percent
from handlers.cards.texts import label, say, shorten
from handlers.frame.own_clock import offset_of, set_offset
from handlers.frame.zones import offsets
from handlers.lists.spellings import known_key, together
from handlers.pictures.drawings import Drawing
from handlers.pictures.posters import Listened, Rated, known_genres, of_listening, of_ratings
from pictures import Poster, Theme
from recommender import Recommender
from recommender.types import Artist
from storage import Storage, Verdict

_HOURS = range(-11, 13)  # hours of the day further off are the same
_IN_A_ROW, _CLOCKS_IN_A_ROW = 4, 3  # a clock with its mark finds no room in a fourth of a phone's width
_KEPT = 50_000  # names with their artists, some hundred bytes each
_NAMED = 3
_LIKED = 200


class Portraits:
    def __init__(self, storage: Storage, engine: Recommender) -> None:
        self._storage = storage
        self._engine = engine
        self._artist_of = lru_cache(_KEPT)(self._find)

    async def draw(self, user_id: int, year: int | None, theme: Theme) -> Drawing | None:
        """The listener's taste in that year or in all; None where nothing is known of it."""
        years = list(await self._storage.plays.years(user_id))
        if not years:
            return await self._of_ratings(user_id, theme)
        return await self._of_listening(user_id, years, year if year in years else None, theme)

    async def offset(self, user_id: int) -> int:
        """How far the listener's clock is off UTC, in minutes."""
        return await offset_of(self._storage.preferences, user_id)

    async def set_offset(self, user_id: int, offset: int) -> None:
        await set_offset(self._storage.preferences, user_id, offset)

    async def _of_listening(
        self, user_id: int, years: Sequence[int], year: int | None, theme: Theme
    ) -> Drawing:
        charts, offset = self._storage.charts, await self.offset(user_id)
        past = offset % 60
        heard = Listened(
            year=year,
            artists=await self._storage.plays.artists(user_id, year),
            months=await charts.months(user_id),
            hours=await (charts.hours_past(user_id, past, year) if past else charts.hours(user_id, year)),
            offset=offset,
            discovered=await charts.discovered(user_id, year),
            by_year=await charts.discovered(user_id),
        )
        poster, caption = await asyncio.to_thread(self._portrait, heard)
        by_year = in_rows([_year(user_id, one, year) for one in years], _IN_A_ROW)
        zone = f"UTC{from_utc(offset)}"
        clock = button(label("button-clock", zone=zone), Clocks(owner=user_id, year=year))
        looks = [_other_theme(user_id, year, theme), clock]
        return Drawing(
            poster, theme, caption, rows([_year(user_id, None, year)], *by_year, looks, [_map(user_id)])
        )

    def _portrait(self, heard: Listened) -> tuple[Poster, str]:
        artists = [one for one in heard.artists if one.listened]
        known = known_genres((self._artist_of(one.name), one.listened) for one in artists)
        names = ", ".join(shorten(self._called(one.name), BUTTON_NAME) for one in artists[:_NAMED])
        caption = say("taste-caption", names=names, percent=percent(known))
        return of_listening(heard, self._artist_of, self._called), caption

    async def _of_ratings(self, user_id: int, theme: Theme) -> Drawing | None:
        liked = await self._storage.verdicts.page(user_id, Verdict.LIKE, _LIKED, 0)
        saved = [one for one in await self._storage.plays.artists(user_id) if one.saved]
        names = dict.fromkeys(
            [*(one.artist_name for one in liked), *(self._called(one.name) for one in saved)]
        )
        if not names:
            return None
        poster = await asyncio.to_thread(self._rated, list(names))
        looks = [_other_theme(user_id, None, theme)]
        return Drawing(poster, theme, say("taste-caption-rated"), rows(looks, [_map(user_id)]))

    def _rated(self, names: Sequence[str]) -> Poster:
        found = (self._artist_of(name) for name in names)
        return of_ratings(Rated(tuple(names), tuple(artist for artist in found if artist)))

    def _called(self, name: str) -> str:
        """An artist's own name, in place of the first spelling that was imported."""
        key = known_key(name, self._engine.key_of)
        return self._engine.artist(key).name if key else name.replace(";", ", ")

    def _find(self, name: str) -> Artist | None:
        key_of = self._engine.key_of
        # of several who play together the first named
        key = known_key(name, key_of) or next(iter(together(name, key_of)), None)
        return self._engine.artist(key) if key else None


def clocks(owner: int, year: int | None, current: int) -> Card:
    """What clocks show now, all to choose from, and a way back to that picture."""
    now = datetime.now(UTC)
    # Those between hours move with summer time; who chose one finds it again.
    between = {_nearest(ahead) for ahead in offsets(now) if ahead % 60}
    choices = sorted({*(hour * 60 for hour in _HOURS), *between, current})
    buttons = [_clock(owner, year, now, one, chosen=one == current) for one in choices]
    back = [button(label("button-back"), TasteOf(owner=owner, year=year))]
    return Card(say("taste-clock"), rows(*in_rows(buttons, _CLOCKS_IN_A_ROW), back))


def _nearest(ahead: int) -> int:
    """The same hour of the day, in minutes before or behind UTC."""
    return ahead if ahead // 60 in _HOURS else ahead - 24 * 60


def _clock(owner: int, year: int | None, now: datetime, offset: int, *, chosen: bool) -> Button:
    shows = (now + timedelta(minutes=offset)).strftime("%H:%M")
    text = label("tab-chosen", tab=shows) if chosen else shows
    return button(text, SetClock(owner=owner, year=year, offset=offset))


def _year(owner: int, year: int | None, current: int | None) -> Button:
    text = str(year) if year else label("button-all-time")
    marked = label("tab-chosen", tab=text) if year == current else text
    return button(marked, TasteOf(owner=owner, year=year))


def _other_theme(owner: int, year: int | None, theme: Theme) -> Button:
    other = other_theme(theme)
    return button(theme_label(other), TasteOf(owner=owner, year=year, theme=other))


def other_theme(theme: Theme) -> Theme:
    return Theme.LIGHT if theme is Theme.DARK else Theme.DARK


def theme_label(theme: Theme) -> str:
    return label("button-dark" if theme is Theme.DARK else "button-light")


def _map(owner: int) -> Button:
    return button(label("button-my-map"), MapOf(owner=owner, artist=None))
