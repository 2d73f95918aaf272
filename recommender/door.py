"""The one door to the recommender. It opens at once, and wakes in seconds.

This module imports nothing large, so that a bot takes its first questions while TensorFlow is on its way.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from recommender.asked import names
from recommender.folder import APART, Manifest, blamed
from recommender.opening import DEFAULT_PATH, Opened, open_bundle
from recommender.register import Register, register
from recommender.types import DEFAULT_STEP, PAGE, Artist, Company, Match, Recommendation, Shared, Taste, Term

if TYPE_CHECKING:  # what is large
    from recommender.catalog import Catalog
    from recommender.engine import Engine
    from recommender.tracks.engine import Tracks

_EXAMPLES = 24  # to choose from: some may not be wanted
_EXAMPLES_FROM = 150  # the most heard artists, among whom the examples are chosen


class Recommender:
    """Finds artists by name and recommends artists to a basket of artists.

    Until it is awake it knows its artists by their keys, and can neither search nor recommend; its songs wake
    on their own. Every method may be called from any thread; the same call gives the same answer.

    >>> engine = Recommender.load()
    >>> [found.artist.name for found in engine.recommend(["Radiohead", "Björk"], k=3)]
    """

    def __init__(self, opened: Opened) -> None:
        self.manifest: Manifest = opened.manifest
        self.has_songs = (opened.path / APART).is_dir()
        self._path = opened.path
        self._songs: Tracks | None = None
        self._opened: Opened | None = opened
        self._artists: Register | Catalog = register(opened.catalog)
        self._awake: Engine | None = None

    @classmethod
    def load(cls, path: Path | str | None = None) -> "Recommender":
        """The bundle at `path`, or the one that ships, all awake; raises BundleError when it is broken."""
        recommender = cls.open(path)
        recommender.wake()
        recommender.wake_songs()
        return recommender

    @classmethod
    def open(cls, path: Path | str | None = None) -> "Recommender":
        """The same, asleep; raises BundleError for files that are missing, foreign or changed."""
        place = Path(path) if path is not None else DEFAULT_PATH
        with blamed(place):
            return cls(open_bundle(place))

    def wake(self) -> None:
        """Load what searches and recommends: seconds, mostly TensorFlow's; raises BundleError."""
        if self._opened is None:
            return
        # Large to import, see above.
        from recommender.engine import Engine  # noqa: PLC0415

        with blamed(self._path):
            engine = Engine(self._opened)
        self._awake, self._artists, self._opened = engine, engine.catalog, None

    def wake_songs(self) -> None:
        """Load the songs where there are any: half a second more; raises BundleError."""
        if self.has_songs and self._songs is None:
            from recommender.tracks.engine import Tracks  # noqa: PLC0415

            with blamed(self._path / APART):
                self._songs = Tracks.load(self._path, self._engine)

    def warm_up(self) -> None:
        """Build what the first words would wait for: a misspelt name takes a fifth of a second else."""
        self.find("a")
        if self._songs is not None:
            self._songs.warm_up()

    @property
    def tracks(self) -> "Tracks | None":
        """The door to the songs, once they are awake; None where the bundle holds none."""
        if self.has_songs and self._songs is None:
            raise RuntimeError("the songs are not awake yet")
        return self._songs

    @property
    def has_songs_awake(self) -> bool:
        """Whether there are songs to ask without waiting."""
        return self._songs is not None

    def __len__(self) -> int:
        return len(self._artists)

    def artist(self, name: str) -> Artist:
        """The artist with this name or key; raises UnknownArtist with the closest names."""
        return self._artists.at(self._artists.position(name))

    def knows(self, key: str) -> bool:
        """Whether this key stands in the catalogue."""
        return key in self._artists

    def key_of(self, name: str) -> str | None:
        """The key of the artist with exactly this name, whatever its case, accents and signs; cheap."""
        known = name in self._artists or self._artists.has_name(name)
        return self._artists.at(self._artists.position(name)).key if known else None

    def is_well_known(self, name: str) -> bool:
        """Whether an artist of exactly this name is among the 2,000 most heard; nobody's while asleep."""
        return self._awake is not None and self._awake.catalog.has_well_known(name)

    def most_heard(self, count: int) -> list[Artist]:
        """The artists in the most baskets of the training data, first the most heard."""
        return [self._artists.at(position) for position in self._artists.most_heard(count)]

    @cached_property
    def examples(self) -> tuple[Artist, ...]:
        """Much heard artists, for a newcomer to try; none shares a genre where enough have one."""
        chosen: list[Artist] = []
        heard = self.most_heard(_EXAMPLES_FROM)
        for artist in heard:
            taken = {genre for other in chosen for genre in other.genres}
            if artist.genres and not taken.intersection(artist.genres):
                chosen.append(artist)
        rest = (artist for artist in heard if artist not in chosen)
        return tuple([*chosen, *rest][:_EXAMPLES])

    @property
    def _engine(self) -> "Engine":
        if self._awake is None:
            raise RuntimeError("the recommender is not awake yet")
        return self._awake

    def find(self, text: str, limit: int = 5) -> list[Match]:
        """The artists whose names come nearest, best first; exact matches lead."""
        return self._engine.find(text, limit)

    def read(self, text: str, limit: int = 5) -> list[Term]:
        """The artists asked for in a line such as `Radiohead, Björk`: exact matches, else near ones.

        A genre in place of a name comes as a term of its artists.
        """
        return self._engine.read(text, limit)

    def read_known(self, text: str, limit: int = 5) -> list[Term] | None:
        """The same where every name is an artist's; None where one has to be searched for. Cheap."""
        return self._engine.read_known(text, limit)

    def read_adjoining(self, text: str, limit: int = 5) -> list[Term]:
        """The well-known artists of a line in which nothing parts their names: `radiohead muse`. Cheap.

        An empty list where any word of it is no part of such a name.
        """
        return self._engine.read_adjoining(text, limit)

    def of_token(self, token: str) -> str | None:
        """The key of the artist for whom this token stands (tokens.py)."""
        return self._engine.catalog.of_token(token)

    def every_key(self) -> Sequence[str]:
        """The keys of all artists; each is made when it is looked at."""
        return self._engine.catalog.every_key()

    def neighbours(self, name: str, k: int = 10) -> list[tuple[Artist, float]]:
        """Up to k artists that the similarity matrix puts nearest to a name or key, and how alike (> 0)."""
        return self._engine.neighbours(name, k)

    def recommend(
        self,
        liked: Sequence[str] | Mapping[str, float],
        k: int = 10,
        disliked: Iterable[str] = (),
        exclude: Iterable[str] = (),
        step: int = DEFAULT_STEP,
        *,
        beside: Iterable[str] = (),
        reasons: bool = True,
        page: int = PAGE,
        other_names: bool = True,
    ) -> list[Recommendation]:
        """The k best artists for a basket of names or keys, each with its `reasons` if they are wanted.

        `liked` may carry weights (> 0: how much, compared with the others). What is liked, disliked or
        excluded never comes back, and unless `other_names` are welcome, under another name of the act
        neither; nor do two names of one act, here or `beside` what else stands in the list. When fewer than k
        are left, those are given.
        `step` of the obscurity dial runs from 0, mainstream, to 4, hidden gems; 1 is as trained. Who shows a
        list in pages of another size than ten says so: on each `page` stand both the surest and whom fewer
        hear. Raises UnknownArtist for a name that is not in the catalogue, EmptyBasket when nothing is liked,
        ValueError for weights, a step or a page that are none.
        """
        return self._engine.recommend(
            liked,
            k,
            names(disliked),
            names(exclude),
            step,
            beside=names(beside),
            reasons=reasons,
            page=page,
            other_names=other_names,
        )

    def company(self, one: str, other: str) -> Company:
        """How many of those who hear one artist hear another; raises UnknownArtist for unknown names."""
        return self._engine.company(one, other)

    def recommend_together(
        self,
        listeners: Sequence[Taste],
        k: int = 10,
        exclude: Iterable[str] = (),
        beside: Iterable[str] = (),
    ) -> list[Shared]:
        """The k best artists for several listeners at once, and how well each fits whom.

        What any of them likes or dislikes, or what is excluded, never comes back, nor do two names of one
        act, here or `beside` what else is in the list. Raises UnknownArtist and EmptyBasket like `recommend`.
        """
        return self._engine.recommend_together(listeners, k, names(exclude), names(beside))
