"""All data sets of one training run joined: a catalogue of artists, baskets over it, and their content."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from errors import TooLittleData
from recommender.training.datasets import DataSet, Source
from recommender.training.joining import key_spellings

SPOKEN_OF = 0.6  # of a basket's usual weight, validated (docs/evaluation.md)
MIN_BASKET = 2  # artists; a smaller basket says nothing about who goes with whom

Indices = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Corpus:
    """Baskets over one catalogue; rows and columns are positions in the lists beside them.

    - `keys`, `names`: [num_artists] stable key and display name of each artist;
    - `spellings`: key, spelling: every published spelling of every artist (also of those outside `keys`);
    - `baskets`: [num_baskets, num_artists] float32, each row's weights average 1;
    - `owners`: [num_baskets] "data set:basket id"; `sources`: [num_baskets] Source values;
    - `tags`: artist (position), tag (str), weight, basket (position or -1 for editors);
    - `doubts`: artist (position), tag: what editors may have said of another artist of that name;
    - `links`: the same columns as `tags`, of what joins artists without describing them;
    - `popularity`: [num_artists] float64 in 0..1, the largest published popularity, NaN where unknown;
    - `years`: artist (position), year: when songs of theirs came out, as their publishers say.
    """

    keys: list[str]
    names: list[str]
    spellings: pd.DataFrame
    baskets: sparse.csr_matrix
    owners: list[str]
    sources: npt.NDArray[np.str_]
    tags: pd.DataFrame
    links: pd.DataFrame
    popularity: npt.NDArray[np.float64]
    doubts: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["artist", "tag"]))
    years: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["artist", "year"]))

    @property
    def counts(self) -> Indices:
        """[num_artists] int64: how many baskets hold each artist."""
        return np.asarray((self.baskets > 0).sum(axis=0), dtype=np.int64).ravel()

    @property
    def spoken_of(self) -> sparse.csr_matrix:
        """[num_baskets, num_artists] float32: SPOKEN_OF where an owner tagged an artist outside the basket.

        Whoever describes an artist knows it; in play counts that are cut off at fifty it may be missing.
        """
        pairs = self.tags.loc[self.tags["basket"] >= 0, ["basket", "artist"]].drop_duplicates()
        cells = (np.full(len(pairs), SPOKEN_OF), (pairs["basket"], pairs["artist"]))
        spoken = sparse.csr_matrix(cells, shape=self.baskets.shape, dtype=np.float32)
        outside = spoken - spoken.multiply(self.baskets > 0)
        outside.eliminate_zeros()
        return sparse.csr_matrix(outside)

    def without(self, held_out: Indices) -> "Corpus":
        """The corpus as if the given baskets had never existed: neither they nor what their owners said."""
        kept = np.setdiff1d(np.arange(self.baskets.shape[0]), held_out)
        return replace(
            self,
            baskets=self.baskets[kept],
            owners=[self.owners[row] for row in kept],
            sources=self.sources[kept],
            tags=_without(self.tags, kept),
            links=_without(self.links, kept),
        )


def _without(said: pd.DataFrame, kept: Indices) -> pd.DataFrame:
    """What editors and the owners of the kept baskets said, by those baskets' new positions."""
    by_editors = said["basket"].to_numpy() < 0
    rest = said[by_editors | np.isin(said["basket"], kept)]
    baskets = rest["basket"].to_numpy()
    return rest.assign(basket=np.where(baskets < 0, -1, np.searchsorted(kept, baskets)))


def build_corpus(datasets: Sequence[DataSet]) -> Corpus:
    """Join data sets on artist keys.

    The catalogue holds every artist in two or more baskets, and those in a single listener's basket that
    someone described: the others could be neither learned nor placed. Raises TooLittleData when nothing is
    left.
    """
    spellings = key_spellings(datasets)
    key_of = spellings.set_index(["spelling", "id"])["key"]
    rows = _basket_rows(datasets, key_of)
    tags = _said(datasets, [dataset.tags.assign(id="") for dataset in datasets], key_of)
    links = _said(datasets, [dataset.links for dataset in datasets], key_of)
    keys = _catalogue(rows, set(tags["key"]))
    if not keys:
        raise TooLittleData(
            "the data sets hold no two baskets with an artist in common: nothing to learn from"
        )
    return _assemble(datasets, spellings, rows, (tags, links), keys)


def _basket_rows(datasets: Sequence[DataSet], key_of: "pd.Series[str]") -> pd.DataFrame:
    frames = []
    for dataset in datasets:
        keyed = _keyed(dataset.baskets, key_of, ["artist", "id"])
        weights = keyed.groupby(["basket", "key"], sort=True)["weight"].sum().reset_index()
        weights["owner"] = dataset.name + ":" + weights["basket"]
        frames.append(weights.assign(source=dataset.source.value)[["owner", "source", "key", "weight"]])
    rows = pd.concat(frames, ignore_index=True)
    sizes = rows.groupby("owner")["key"].transform("size")
    return rows[sizes >= MIN_BASKET]


def _said(
    datasets: Sequence[DataSet], tables: Sequence[pd.DataFrame], key_of: "pd.Series[str]"
) -> pd.DataFrame:
    """Tags or links of all data sets, one table each, by artist key and owner."""
    frames = []
    for dataset, table in zip(datasets, tables, strict=True):
        keyed = _keyed(table, key_of, ["artist", "id"])
        owner = (dataset.name + ":" + keyed["basket"]).where(keyed["basket"] != "", "")
        frames.append(keyed.assign(owner=owner)[["key", "tag", "weight", "owner"]])
    return pd.concat(frames, ignore_index=True).drop_duplicates(["key", "tag", "owner"])


def _keyed(rows: pd.DataFrame, key_of: "pd.Series[str]", on: list[str]) -> pd.DataFrame:
    """Rows with their artist's key; names that normalise to nothing fall out."""
    return rows.join(key_of, on=on).dropna(subset=["key"])


def _catalogue(rows: pd.DataFrame, described: set[str]) -> list[str]:
    counts = Counter(rows["key"])
    by_listeners = set(rows.loc[rows["source"] == Source.LISTENERS.value, "key"])
    return sorted(
        key for key, count in counts.items() if count > 1 or (key in by_listeners and key in described)
    )


def _assemble(
    datasets: Sequence[DataSet],
    spellings: pd.DataFrame,
    rows: pd.DataFrame,
    said: tuple[pd.DataFrame, pd.DataFrame],
    keys: list[str],
) -> Corpus:
    position = pd.Series(np.arange(len(keys)), index=keys)
    kept = rows[rows["key"].isin(position.index)]
    owners = pd.Index(sorted(set(kept["owner"])))
    source_of = kept.drop_duplicates("owner").set_index("owner")["source"]
    tags, links = (_placed(table, owners, position) for table in said)
    return Corpus(
        keys=keys,
        names=_display_names(spellings, keys),
        spellings=spellings,
        baskets=_matrix(kept, owners, position),
        owners=list(owners),
        sources=source_of.reindex(owners).to_numpy(dtype="str"),
        tags=tags,
        links=links,
        popularity=_popularity(datasets, spellings, keys),
        doubts=_facts([dataset.doubts for dataset in datasets], "tag", spellings, position),
        years=_facts([dataset.years for dataset in datasets], "year", spellings, position),
    )


def _facts(
    tables: Sequence[pd.DataFrame], column: str, spellings: pd.DataFrame, position: "pd.Series[int]"
) -> pd.DataFrame:
    """What several tables say of artists in one column, by the artists' positions."""
    key_of = spellings.set_index(["spelling", "id"])["key"]
    frames = [_keyed(table.assign(id=""), key_of, ["artist", "id"]) for table in tables]
    known = pd.concat(frames, ignore_index=True)
    known = known[known["key"].isin(position.index)]
    return pd.DataFrame({"artist": position[known["key"]].to_numpy(), column: known[column].to_numpy()})


def _placed(said: pd.DataFrame, owners: pd.Index, position: "pd.Series[int]") -> pd.DataFrame:
    known = said[said["key"].isin(position.index)]
    return pd.DataFrame(
        {
            "artist": position[known["key"]].to_numpy(),
            "tag": known["tag"].to_numpy(),
            "weight": known["weight"].to_numpy(),
            "basket": owners.get_indexer(pd.Index(known["owner"])),
        }
    )


def _matrix(rows: pd.DataFrame, owners: pd.Index, position: "pd.Series[int]") -> sparse.csr_matrix:
    """Log weights, each basket's average 1: what counts is more or less than the owner's usual."""
    cells = (np.log1p(rows["weight"]), (owners.get_indexer(pd.Index(rows["owner"])), position[rows["key"]]))
    matrix = sparse.csr_matrix(cells, shape=(len(owners), len(position)), dtype=np.float32)
    means = np.asarray(matrix.sum(axis=1)).ravel() / np.diff(matrix.indptr)
    return sparse.csr_matrix(sparse.diags(1.0 / means) @ matrix, dtype=np.float32)


def _display_names(spellings: pd.DataFrame, keys: list[str]) -> list[str]:
    uses = spellings.groupby(["key", "spelling"])["uses"].sum().reset_index()
    ranked = uses.sort_values(["uses", "spelling"], ascending=[False, True]).drop_duplicates("key")
    return list(ranked.set_index("key")["spelling"].reindex(keys).str.strip())


def _popularity(
    datasets: Sequence[DataSet], spellings: pd.DataFrame, keys: list[str]
) -> npt.NDArray[np.float64]:
    key_of = spellings.drop_duplicates("spelling").set_index("spelling")["key"]
    ranks = [
        pd.Series(d.popularity["weight"].rank(pct=True).to_numpy(), index=d.popularity["artist"].map(key_of))
        for d in datasets
    ]
    return np.asarray(pd.concat(ranks).groupby(level=0).max().reindex(keys), dtype=np.float64)
