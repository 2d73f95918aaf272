"""What cards of songs are drawn from, as plain data; `handlers.songs.lists` fills it in."""

from dataclasses import dataclass

from handlers.buttons.songs import Songs
from recommender.tracks import Song, Suggestion


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
