"""Why a song stands in a list: the song of the basket that did most for it, and what both have in common.

Only what took part in the score is named: the parts that a mode uses, and those that pulled upwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from recommender.tracks.catalog import SongCatalog
from recommender.tracks.ranking import Basket, Parts, Profile
from recommender.tracks.types import Like, Mode, Trait, Why

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
    """For each song why it stands there; None where no other song of the basket speaks for it."""
    if not len(songs):
        return []
    said = _said(parts, asked, songs)
    shares = np.sum(list(said.values()), axis=0)
    alike = asked.mode is not Mode.GENRE, parts.sounds.cosine(asked.profile.sound)[songs] > 0
    related = asked.mode is not Mode.SOUND, parts.genres.cosine(asked.profile.genre)[songs] > 0
    reasons: list[Why | None] = []
    for row, song in enumerate(songs):
        seed = int(shares[:, row].argmax())
        if shares[seed, row] <= 0 or song in asked.basket.songs:
            reasons.append(None)
            continue
        pair = _Pair(parts, int(asked.basket.songs[seed]), int(song))
        why = Why(
            catalog.at(pair.seed),
            traits=pair.traits() if alike[0] and alike[1][row] else (),
            genres=pair.genres(catalog) if related[0] and related[1][row] else (),
        )
        why = pair.in_playlists(why) if asked.mode is Mode.MIX else why
        reasons.append(why if _names_any(why) else replace(why, like=_most(said, seed, row)))
    return reasons


def _names_any(why: Why) -> bool:
    return bool(why.traits or why.genres or why.playlists or why.same_artist)


def _most(said: Mapping[Like, Floats], seed: int, row: int) -> Like:
    """What did most for a song that shares nothing in particular with the one that led to it."""
    return max(said, key=lambda like: float(said[like][seed, row]))


@dataclass(frozen=True)
class _Pair:
    """A song of the basket and one of the list."""

    parts: Parts
    seed: int
    song: int

    def traits(self) -> tuple[Trait, ...]:
        shared = self.parts.sounds.traits(self.seed) & self.parts.sounds.traits(self.song)
        return tuple(sorted(shared, key=_ORDER.index))

    def genres(self, catalog: SongCatalog) -> tuple[str, ...]:
        beside = catalog.own_genres(self.seed)
        return tuple(genre for genre in catalog.own_genres(self.song) if genre in beside)[:_GENRES_NAMED]

    def in_playlists(self, why: Why) -> Why:
        artist_of = self.parts.artist_of
        return replace(
            why,
            playlists=self.parts.together.shared(self.seed, self.song),
            same_artist=bool(artist_of[self.seed] == artist_of[self.song]),
        )


def _said(parts: Parts, asked: Asked, songs: Positions) -> Mapping[Like, Floats]:
    """[n, num_songs] each: about how much each song of the basket does for these songs, and by what."""
    basket = asked.basket
    sound = _cosine_parts(parts.sounds.vectors(basket.songs), parts.sounds.vectors(songs), basket.weights)
    genre = _cosine_parts(parts.genres.vectors(basket.songs), parts.genres.vectors(songs), basket.weights)
    match asked.mode:
        case Mode.SOUND:
            return {Like.SOUND: sound}
        case Mode.GENRE:
            return {Like.GENRE: genre}
        case Mode.BOTH:
            return {Like.SOUND: sound, Like.GENRE: genre}
    return {
        Like.COMPANY: _company(parts, basket, songs),
        Like.ARTIST: np.tile(parts.by_kinship(basket, songs), (len(basket.songs), 1)),
        Like.GENRE: parts.genre_weight(basket) * genre,
        Like.SOUND: parts.weights.sound * sound,
    }


def _company(parts: Parts, basket: Basket, songs: Positions) -> Floats:
    """What playlists say, and who made a song."""
    weights = parts.weights
    total = weights.tower * parts.tower.pairs(basket.songs, basket.weights, songs)
    total = total + weights.together * parts.together.parts(basket.songs, basket.weights, songs)
    same = parts.artist_of[basket.songs][:, None] == parts.artist_of[songs][None, :]
    pull = np.maximum((same * basket.weights[:, None]).sum(axis=0), 1e-6)
    total = total + weights.artist * same * basket.weights[:, None] * (np.log1p(pull) / pull)
    return total.astype(np.float32)


def _cosine_parts(basket: Floats, songs: Floats, weights: Floats) -> Floats:
    """[n, num_songs]: each basket row's part in the cosine with the basket's mean direction."""
    weighted = basket * weights[:, None]
    length = max(float(np.linalg.norm(weighted.sum(axis=0))), 1e-6)
    return (weighted @ songs.T / length).astype(np.float32)
