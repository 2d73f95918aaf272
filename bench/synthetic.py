"""Made-up catalogues of any size, from a fixed seed.

Names come out of the words of real ones, a few artists are much heard and many hardly, vectors and neighbours
stand in clusters.

`python -m bench.synthetic SIZE FOLDER` writes one as a bundle.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from recommender.bundle import DEFAULT_PATH, MANY, load_bundle, save_bundle
from recommender.catalog import CatalogData
from recommender.descriptions import UNIT, Descriptions
from recommender.rows import Rows
from recommender.similarity import Matrices, Neighbours
from recommender.training.export import write_index
from recommender.training.model import Towers
from recommender.training.partition import LARGE, choose_index
from recommender.words.names import normalise

SEED = 2026
DIMENSIONS = 64
NEIGHBOURS = 50
_TOLD = 32  # dimensions of what is said of artists
_CLUSTER = 100  # artists in one, about
_OF_ITS_OWN = 0.85  # of an artist's vector, beside its cluster's
_MOST_HEARD = 600.0  # baskets; the artist at rank r has so many by r to the power below
_FALL = 0.7
_NEW_WORDS = 0.35  # of all words: the beginning of one, the end of another
Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Vectors:
    """`table` [size, dimensions] and `prior` [dimensions] float32; `clusters` [size] who is of a sort."""

    table: Floats
    prior: Floats
    clusters: Positions


def catalogue(size: int) -> CatalogData:
    """Names and facts; who is much heard stands anywhere."""
    random = np.random.default_rng(SEED)
    names: dict[str, str] = {}
    for name in _names(random):
        names.setdefault(normalise(name), name)
        if len(names) == size:
            break
    ranks = random.permutation(size)
    baskets = np.maximum(_MOST_HEARD * (size / 20_000) ** _FALL * (ranks + 1.0) ** -_FALL, 1.0).astype(int)
    real = _real()
    return CatalogData(
        keys=list(names),
        names=list(names.values()),
        vocabulary=real.vocabulary,
        genres=[real.genres[at] for at in random.integers(len(real.genres), size=size).tolist()],
        baskets=baskets.tolist(),
        popularity=np.round(1.0 - ranks / size, 4).tolist(),
        aliases=[],
    )


def _real() -> CatalogData:
    return CatalogData.load(DEFAULT_PATH / "catalog.json.gz")


def _names(random: np.random.Generator) -> Iterator[str]:
    """Endlessly: as many words as real names have, words as often as they stand in those."""
    real = [name.split() for name in _real().names]
    words = np.array([word for name in real for word in name])
    while True:
        lengths = [len(real[at]) for at in random.integers(len(real), size=10_000).tolist()]
        drawn = iter(_words(words, sum(lengths), random))
        for length in lengths:
            name = " ".join(next(drawn) for _ in range(length))
            if normalise(name):
                yield name


def _words(words: npt.NDArray[np.str_], count: int, random: np.random.Generator) -> list[str]:
    drawn, others = random.choice(words, count).tolist(), random.choice(words, count).tolist()
    made_up = (random.random(count) < _NEW_WORDS).tolist()
    pairs = zip(drawn, others, made_up, strict=True)
    return [one[: len(one) // 2 + 1] + other[len(other) // 2 :] if new else one for one, other, new in pairs]


def vectors(size: int, heard: npt.NDArray[np.int64]) -> Vectors:
    """Artists around the centres of their clusters, which stand around those of larger ones.

    The spread is that of the trained towers: lengths about 2, and a prior that raises who is much heard.
    """
    random = np.random.default_rng(SEED + 1)
    count = max(size // _CLUSTER, 2)
    families = _directions(random, max(count // 30, 2), DIMENSIONS)
    centres = families[random.integers(len(families), size=count)] + 0.7 * _directions(
        random, count, DIMENSIONS
    )
    clusters = random.integers(count, size=size).astype(np.int32)
    table = centres[clusters]
    table += _OF_ITS_OWN * _directions(random, size, DIMENSIONS)
    table *= (2.0 / np.linalg.norm(table, axis=1) * random.normal(1.0, 0.1, size)).astype(np.float32)[:, None]
    prior = _directions(random, 1, DIMENSIONS)[0]
    fame = np.log(heard + 1.0) + random.normal(0.0, 1.0, size)
    table += (0.4 * (fame - fame.mean())).astype(np.float32)[:, None] * prior
    return Vectors(table, 3.6 * prior, clusters)


def _directions(random: np.random.Generator, count: int, dimensions: int) -> Floats:
    found = random.standard_normal((count, dimensions), dtype=np.float32)
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return found


def matrices(clusters: Positions, heard: npt.NDArray[np.int64]) -> Matrices:
    """Neighbours within the cluster, rather those who are much heard; as many meetings as the fewer allow."""
    random = np.random.default_rng(SEED + 2)
    size = len(clusters)
    order = np.lexsort((-heard, clusters)).astype(np.int32)
    members = np.bincount(clusters)
    starts = np.concatenate([[0], np.cumsum(members)])[clusters]
    reach = random.random((size, NEIGHBOURS), dtype=np.float32) ** 2
    near = order[starts[:, None] + (reach * members[clusters][:, None]).astype(np.int64)]
    near.sort(axis=1)
    kept = np.ones(near.shape, dtype=bool)
    kept[:, 1:] = near[:, 1:] != near[:, :-1]
    kept &= near != np.arange(size)[:, None]
    lengths = np.concatenate([[0], np.cumsum(kept.sum(axis=1))])
    columns = near[kept]
    few = np.minimum(np.repeat(heard, np.diff(lengths)), heard[columns])
    meetings = (1 + random.random(len(columns)) * few).astype(np.int32)
    learned = random.random(len(columns), dtype=np.float32) ** 3 * np.float32(0.3)
    halved = learned.astype(np.float16).astype(np.float32)
    learned_rows, met = Rows(halved, columns, lengths), Rows(meetings, columns, lengths)
    return Matrices(Neighbours(learned_rows), met, _described(clusters))


def _described(clusters: Positions) -> Descriptions:
    """Artists of a cluster are described alike; how much playlists hold them is by chance."""
    random = np.random.default_rng(SEED + 3)
    said = UNIT * _directions(random, int(clusters.max()) + 1, _TOLD)
    curation = random.random(len(clusters)).astype(np.float16)
    return Descriptions(np.rint(said).astype(np.int8)[clusters], curation)


def write(size: int, path: Path, *, large: int = LARGE, many: int = MANY) -> None:
    """A bundle at `path`, with the ranking weights of the one that ships.

    From `large` artists on it may have an approximate index, from `many` on it is read where it lies.
    """
    data = catalogue(size)
    heard = np.array(data.baskets)
    made = vectors(size, heard)
    towers = Towers(made.table, made.prior, 0.8, -0.7)
    index, chosen = choose_index(towers, large)
    manifest = {key: load_bundle(DEFAULT_PATH).manifest[key] for key in ("ranking", "created", "version")}
    save_bundle(
        path,
        manifest | {"sizes": {"artists": size, "dimensions": DIMENSIONS}, "index": chosen},
        data,
        matrices(made.clusters, heard),
        lambda target: write_index(towers, index, target),
        many=many,
    )


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
