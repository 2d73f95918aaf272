"""The one door to the songs."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from errors import UnknownSong
from recommender.asked import names, weighted
from recommender.bundle import DEFAULT_PATH
from recommender.folder import APART, Manifest, blamed
from recommender.tracks import lists
from recommender.tracks.bundle import SONGS, SongBundle, load_songs
from recommender.tracks.catalog import SongCatalog
from recommender.tracks.genres import Genres
from recommender.tracks.kinship import Artists
from recommender.tracks.ranking import Basket, Parts, Profile, Scored, SongRanker
from recommender.tracks.reasons import Asked, explain
from recommender.tracks.retrieval import TowerIndex
from recommender.tracks.search import SongSearch
from recommender.tracks.sound import Sounds
from recommender.tracks.together import Together
from recommender.tracks.types import PER_ARTIST, Meaning, Mode, Song, SongList, Steps, Suggestion
from recommender.types import Certainty

PER_TITLE = 1
"""Most songs of one title: the covers of a song would fill a list as its versions would."""
_CLOSEST = 3
_FAINTEST, _LOUDEST = 1e-3, 1e6  # the largest weight of a basket: beyond, single precision loses the rest
_EXAMPLES_FROM = 300  # the best known songs, among whom the examples are chosen
Positions = npt.NDArray[np.int32]


class Tracks:
    """Finds songs by name and recommends songs to a basket of songs.

    Every method may be called from any thread; the same call gives the same answer.

    >>> tracks = Tracks.load()
    >>> [found.song.title for found in tracks.recommend(["Radiohead - Creep"], k=3).songs]
    """

    def __init__(self, bundle: SongBundle, artists: Artists | None = None) -> None:
        self.manifest: Manifest = bundle.manifest
        sounds = Sounds(bundle.sound, len(bundle.songs))
        with blamed(bundle.index_path.with_name(SONGS)):
            self._catalog = SongCatalog(bundle.songs, sounds.measured)
        self._parts = Parts(
            tower=TowerIndex(bundle.index_path),
            together=Together(bundle.playlists, len(bundle.songs)),
            sounds=sounds,
            genres=Genres(self._catalog.genres, bundle.songs.vocabulary),
            artist_of=self._catalog.artist_of,
            weights=bundle.weights,
            kinship=self._catalog.kinship(artists) if artists is not None else None,
        )
        self._ranker = SongRanker(self._parts, len(bundle.songs))
        self.has_sound = bool(sounds.measured.any())
        """Whether any song's sound was measured: without, no list can be steered by it."""

    @classmethod
    def load(cls, path: Path | str | None = None, artists: Artists | None = None) -> "Tracks":
        """Load the songs of the bundle at `path`, or of the one that ships; BundleError when it is broken.

        Without its `artists` lists go by songs alone.
        """
        return cls(load_songs((Path(path) if path is not None else DEFAULT_PATH) / APART), artists)

    @cached_property
    def _search(self) -> SongSearch:
        return SongSearch(self._catalog)  # takes seconds, and no list needs it

    def warm_up(self) -> None:
        """Build what the first words would wait for."""
        self.read("")

    def __len__(self) -> int:
        return len(self._catalog)

    def read(self, text: str, limit: int = 5) -> list[Meaning]:
        """What a listener's line may mean, likeliest first: `Creep`, `Radiohead`, `Radiohead - Creep`."""
        return self._search.read(text, limit)

    def song(self, key: str) -> Song | None:
        """The song of that key, if the catalogue has it."""
        position = self._catalog.position(key)
        return None if position is None else self._catalog.at(position)

    def every_key(self) -> Sequence[str]:
        """The keys of all songs."""
        return self._catalog.keys

    def every_artist(self) -> list[str]:
        """The keys of all artists who are named on a song."""
        return [self._catalog.artist(number)[1] for number in range(self._catalog.num_artists())]

    def artist_name(self, artist_key: str) -> str | None:
        """What an artist is called, if any song of theirs is here."""
        return self._catalog.artist_name(artist_key)

    def titled(self, title: str) -> list[Song]:
        """All songs of a title, the best known first."""
        songs = sorted(self._catalog.titled(title), key=self._catalog.popularity, reverse=True)
        return [self._catalog.at(position) for position in songs]

    def examples(self, count: int) -> list[Song]:
        """Well-known songs by artists that share no genre, for a newcomer to try."""
        chosen: list[Song] = []
        for position in self._catalog.best_known(_EXAMPLES_FROM):
            song = self._catalog.at(position)
            taken = {genre for other in chosen for genre in other.genres}
            if song.measured and song.genres and not taken.intersection(song.genres):
                chosen.append(song)
        return chosen[:count]

    def songs_by(self, artist_key: str, limit: int) -> list[Song]:
        """An artist's songs, the best known first."""
        return [self._catalog.at(position) for position in self._catalog.of_artist(artist_key)[:limit]]

    def find(self, artist: str, title: str) -> list[str]:
        """Keys of the songs that may be this one, in whichever version and spelling; cheap."""
        return [self._catalog.keys[position] for position in self._catalog.find(artist, title)]

    def recommend(
        self,
        liked: Sequence[str] | Mapping[str, float],
        k: int = 10,
        *,
        mode: Mode = Mode.MIX,
        steps: Steps | None = None,
        exclude: Iterable[str] = (),
        without: Iterable[str] = (),
        keep: Iterable[str] = (),
        per_artist: int = PER_ARTIST,
        per_title: int = PER_TITLE,
    ) -> SongList:
        """The k best songs for a basket of song keys or names, each with its reason.

        `liked` may carry weights (> 0; where none is said, 1). What is liked never comes back, in no version,
        but for the keys to `keep`; nor do the keys to `exclude` and songs by the artists `without` (artist
        keys). Steered lists hold songs of known sound only. Raises UnknownSong for a name that is not in the
        catalogue, EmptyBasket when nothing is liked, ValueError for weights or steps that are none.
        """
        lists.check(steps or {})
        basket = self._basket(liked)
        asked = np.setdiff1d(basket.songs, self._positions(keep, ()))
        hidden = np.union1d(asked, self._positions(exclude, without)).astype(np.int32)
        scored, profile = self._ranker.rank(basket, mode, hidden)
        limits = lists.Limits(self._catalog.credits, self._catalog.names, per_artist, per_title)
        steering = lists.Steering(scored, self._parts.sounds, limits)
        ordered = steering.ordered(steps or {})
        rows = limits.first(ordered.songs, max(k, 0))
        return self._listed(basket, profile, mode, Scored(ordered.songs[rows], ordered.scores[rows]))

    def _basket(self, liked: Sequence[str] | Mapping[str, float]) -> Basket:
        by_position: dict[int, float] = {}
        for name, weight in weighted(liked).items():
            position = self._asked(name)
            by_position[position] = max(weight, by_position.get(position, 0.0))
        strengths = np.array(list(by_position.values()), dtype=np.float64)
        loudest = strengths.max()
        strengths = strengths / loudest * np.clip(loudest, _FAINTEST, _LOUDEST)
        return Basket(np.array(list(by_position), dtype=np.int32), strengths.astype(np.float32))

    def _asked(self, name: str) -> int:
        """Position of a key, or of a name that means one song."""
        position = self._catalog.position(name)
        if position is not None:
            return position
        songs = [meaning for meaning in self.read(name, _CLOSEST) if meaning.song is not None]
        clear = songs and songs[0].certainty in (Certainty.EXACT, Certainty.SURE)
        if not clear:
            raise UnknownSong(name, tuple(one.song.title for one in songs if one.song))
        found = self._catalog.position(songs[0].song.key if songs[0].song else "")
        return int(found or 0)

    def _positions(self, keys: Iterable[str], artists: Iterable[str]) -> Positions:
        known = [position for key in names(keys) if (position := self._catalog.position(key)) is not None]
        by_artists = [position for key in names(artists) for position in self._catalog.of_artist(key)]
        return np.array([*known, *by_artists], dtype=np.int32)

    def _listed(self, basket: Basket, profile: Profile, mode: Mode, scored: Scored) -> SongList:
        reasons = explain(self._parts, self._catalog, Asked(basket, profile, mode), scored.songs)
        asked = set(map(int, basket.songs))
        titles = {self._catalog.name(position) for position in asked}
        songs = tuple(
            Suggestion(
                song=self._catalog.at(int(position)),
                score=float(score),
                why=why,
                asked=int(position) in asked,
                namesake=int(position) not in asked and self._catalog.name(int(position)) in titles,
            )
            for position, score, why in zip(scored.songs, scored.scores, reasons, strict=True)
        )
        return SongList(songs, profile.guessed, lists.means(self._parts.sounds, scored.songs))
