"""From a basket of songs to scores: the blend, and content similarity in three modes."""

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
import numpy.typing as npt

from recommender.tracks.genres import Genres
from recommender.tracks.kinship import Kinship
from recommender.tracks.retrieval import Tower
from recommender.tracks.sound import Sounds
from recommender.tracks.together import Together
from recommender.tracks.types import Mode

Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int32]

POOL = 2000  # songs that each part of the blend proposes
_GENRE = 8.0  # what its genre weighs beyond what was learned where a song of no playlist asks
_KINSHIP = 4.0  # what the closeness of artists weighs where one song asks
_LITTLE = 0.04  # so much one playlist of 625 songs says of a song: with it, half of that
_NEAREST = 20  # songs beside a basket of which nothing is known, to guess by


@dataclass(frozen=True)
class BlendWeights:
    """How much each part says; learned on validation playlists, kept in the bundle's manifest."""

    tower: float
    together: float
    artist: float
    genre: float
    sound: float


PARTS = tuple(field.name for field in fields(BlendWeights))


@dataclass(frozen=True)
class Basket:
    """What is asked with: song positions [n] int32, each once, and weights [n] float32 > 0."""

    songs: Positions
    weights: Floats


@dataclass(frozen=True)
class Profile:
    """A basket's sound and genres as unit vectors; `guessed` where they are those of songs beside it."""

    sound: Floats
    genre: Floats
    guessed: bool = False


@dataclass(frozen=True)
class Scored:
    """Candidates [n] int32 and their scores [n] float32, best first."""

    songs: Positions
    scores: Floats


@dataclass(frozen=True)
class Parts:
    """What can be said of songs: the arrays that scores are made of."""

    tower: Tower
    together: Together
    sounds: Sounds
    genres: Genres
    artist_of: Positions
    weights: BlendWeights
    kinship: Kinship | None = None

    @cached_property
    def num_artists(self) -> int:
        return int(self.artist_of.max(initial=0)) + 1

    def profile(self, basket: Basket) -> Profile:
        return Profile(
            self.sounds.profile(basket.songs, basket.weights),
            self.genres.profile(basket.songs, basket.weights),
        )

    def by_artist(self, basket: Basket, songs: Positions) -> Floats:
        """[n] float32: the log of how much of the basket is by each song's artist."""
        artists = self.artist_of[basket.songs]
        shares = np.bincount(artists, weights=basket.weights, minlength=self.num_artists)
        return np.log1p(shares[self.artist_of[songs]]).astype(np.float32)

    def by_kinship(self, basket: Basket, songs: Positions) -> Floats:
        """[n] float32: what the closeness of artists adds to the blend, where one song asks alone.

        Of a playlist that goes on its songs say more than their artists.
        """
        if self.kinship is None or len(basket.songs) > 1:
            return np.zeros(len(songs), dtype=np.float32)
        return _KINSHIP * self.kinship.score(int(basket.songs[0]), songs)

    def genre_weight(self, basket: Basket) -> float:
        """What genres weigh in the blend: more where one song asks alone, of which playlists say little.

        Most songs stand in one playlist, often one of hundreds of songs. The rest of it would make the list
        otherwise: K-pop for a film's theme.
        """
        if len(basket.songs) > 1:
            return self.weights.genre
        said = self.together.evidence(int(basket.songs[0]))
        return self.weights.genre + _GENRE / (1.0 + said / _LITTLE)


class SongRanker:
    """Scores songs for baskets."""

    def __init__(self, parts: Parts, num_songs: int) -> None:
        self.parts = parts
        self._all = np.arange(num_songs, dtype=np.int32)

    def rank(self, basket: Basket, mode: Mode, exclude: Positions) -> tuple[Scored, Profile]:
        """All candidates of a mode without `exclude`, best first."""
        profile = self._known_profile(basket, mode, exclude)
        if mode is Mode.MIX:
            songs = self.candidates(basket, profile, exclude)
            scores = self.blend(basket, profile, songs)
        else:
            all_scores = self.content(profile, mode)
            all_scores[exclude] = 0.0
            songs = self._all[all_scores > 0]
            scores = all_scores[songs]
        order = np.lexsort((songs, -scores))
        return Scored(songs[order], scores[order]), profile

    def blend(self, basket: Basket, profile: Profile, songs: Positions) -> Floats:
        """[n] float32: what all parts together say of these songs."""
        weights = np.array([getattr(self.parts.weights, part) for part in PARTS], dtype=np.float32)
        weights[PARTS.index("genre")] = self.parts.genre_weight(basket)
        said: Floats = weights @ self.say(basket, profile, songs)
        return said + self.parts.by_kinship(basket, songs)

    def say(self, basket: Basket, profile: Profile, songs: Positions) -> Floats:
        """[num_parts, n] float32: what each part of the blend says of these songs, in the order of PARTS."""
        parts = self.parts
        said = {
            "tower": parts.tower.score(basket.songs, basket.weights, songs),
            "together": parts.together.score(basket.songs, basket.weights)[songs],
            "artist": parts.by_artist(basket, songs),
            "genre": parts.genres.cosine(profile.genre)[songs],
            "sound": parts.sounds.cosine(profile.sound)[songs],
        }
        return np.stack([said[part] for part in PARTS]).astype(np.float32)

    def candidates(self, basket: Basket, profile: Profile, exclude: Positions) -> Positions:
        """What the parts of the blend propose, without `exclude`."""
        songs = self._proposed(basket, profile)
        return songs[~np.isin(songs, exclude)]

    def content(self, profile: Profile, mode: Mode) -> Floats:
        """[num_songs] float32: the cosine of sound, of genres, or the mean of both."""
        parts = self.parts
        said = []
        if mode is not Mode.GENRE:
            said.append(parts.sounds.cosine(profile.sound))
        if mode is not Mode.SOUND:
            said.append(parts.genres.cosine(profile.genre))
        return np.mean(said, axis=0, dtype=np.float32)

    def _known_profile(self, basket: Basket, mode: Mode, exclude: Positions) -> Profile:
        """The basket's profile; what a mode needs and nobody knows is taken from songs that stand beside."""
        profile = self.parts.profile(basket)
        lacks_sound = mode in (Mode.SOUND, Mode.BOTH) and not profile.sound.any()
        lacks_genre = mode in (Mode.GENRE, Mode.BOTH) and not profile.genre.any()
        if not (lacks_sound or lacks_genre):
            return profile
        beside = self.rank(basket, Mode.MIX, np.union1d(exclude, basket.songs))[0].songs
        sound = self._guess_sound(beside) if lacks_sound else profile.sound
        genre = self._guess_genre(beside) if lacks_genre else profile.genre
        return Profile(sound, genre, guessed=True)

    def _guess_sound(self, beside: Positions) -> Floats:
        near = beside[self.parts.sounds.measured[beside]][:_NEAREST]
        return self.parts.sounds.profile(near, np.ones(len(near), dtype=np.float32))

    def _guess_genre(self, beside: Positions) -> Floats:
        near = beside[self.parts.genres.known[beside]][:_NEAREST]
        return self.parts.genres.profile(near, np.ones(len(near), dtype=np.float32))

    def _proposed(self, basket: Basket, profile: Profile) -> Positions:
        """The best songs of each part: index, playlists, artists, genres, sound."""
        parts = self.parts
        pool = min(POOL, len(self._all))
        return np.unique(
            np.concatenate(
                [
                    parts.tower.propose(basket.songs, basket.weights, pool),
                    _best(parts.together.score(basket.songs, basket.weights), pool),
                    _best(parts.by_artist(basket, self._all), pool),
                    _best(parts.genres.cosine(profile.genre), pool),
                    _best(parts.sounds.cosine(profile.sound), pool),
                ]
            )
        ).astype(np.int32)


def _best(scores: Floats, count: int) -> Positions:
    """Positions of the highest positive scores."""
    best = np.argpartition(-scores, count - 1)[:count].astype(np.int32)
    return best[scores[best] > 0]
