"""Why a song stands in a list: the song of the basket that did most for it, and what both have in common.

Only what took part in the score is named: the parts that a mode uses, and those that pulled upwards.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recommender.tracks.catalog import SongCatalog
from recommender.tracks.ranking import Basket, Parts, Profile
from recommender.tracks.types import Mode, Trait, Why

Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int32]
_GENRES_NAMED = 2
_ORDER = tuple(Trait)


@dataclass(frozen=True)
class Asked:
    """What a list was asked by."""

    basket: Basket
    profile: Profile
    mode: Mode


def explain(parts: Parts, catalog: SongCatalog, asked: Asked, songs: Positions) -> list[Why | None]:
    """For each song why it stands there; None where nothing of the basket itself speaks for it."""
    if not len(songs):
        return []
    shares = _shares(parts, asked, songs)
    best = shares.argmax(axis=0)
    return [
        _why(parts, catalog, asked, (int(asked.basket.songs[seed]), int(song)))
        if shares[seed, row] > 0
        else None
        for row, (seed, song) in enumerate(zip(best, songs, strict=True))
    ]


def _shares(parts: Parts, asked: Asked, songs: Positions) -> Floats:
    """[n, num_songs]: about how much each song of the basket does for these songs' scores."""
    basket = asked.basket
    sound = _cosine_parts(parts.sounds.vectors(basket.songs), parts.sounds.vectors(songs), basket.weights)
    genre = _cosine_parts(parts.genres.vectors(basket.songs), parts.genres.vectors(songs), basket.weights)
    match asked.mode:
        case Mode.SOUND:
            return sound
        case Mode.GENRE:
            return genre
        case Mode.BOTH:
            return sound + genre
    weights = parts.weights
    total = weights.tower * parts.tower.pairs(basket.songs, basket.weights, songs)
    total = total + weights.together * parts.together.parts(basket.songs, basket.weights, songs)
    same = parts.artist_of[basket.songs][:, None] == parts.artist_of[songs][None, :]
    pull = np.maximum((same * basket.weights[:, None]).sum(axis=0), 1e-6)
    total = total + weights.artist * same * basket.weights[:, None] * (np.log1p(pull) / pull)
    return (total + weights.genre * genre + weights.sound * sound).astype(np.float32)


def _cosine_parts(basket: Floats, songs: Floats, weights: Floats) -> Floats:
    """[n, num_songs]: each basket row's part in the cosine with the basket's mean direction."""
    weighted = basket * weights[:, None]
    length = max(float(np.linalg.norm(weighted.sum(axis=0))), 1e-6)
    return (weighted @ songs.T / length).astype(np.float32)


def _why(parts: Parts, catalog: SongCatalog, asked: Asked, pair: tuple[int, int]) -> Why:
    """What the songs of a pair, of the basket and of the list, have in common."""
    seed, song = pair
    beside, found, mode = catalog.at(seed), catalog.at(song), asked.mode
    alike = mode is not Mode.GENRE and float(parts.sounds.cosine(asked.profile.sound)[song]) > 0
    related = mode is not Mode.SOUND and float(parts.genres.cosine(asked.profile.genre)[song]) > 0
    shared = parts.sounds.traits(seed) & parts.sounds.traits(song) if alike else frozenset()
    genres = [genre for genre in found.genres if genre in beside.genres] if related else []
    mix = mode is Mode.MIX
    return Why(
        beside,
        traits=tuple(sorted(shared, key=_ORDER.index)),
        genres=tuple(genres[:_GENRES_NAMED]),
        playlists=parts.together.shared(seed, song) if mix else 0,
        same_artist=mix and bool(parts.artist_of[seed] == parts.artist_of[song]),
    )
