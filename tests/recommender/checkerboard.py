"""A world with one known answer: half the baskets hold even artists, half odd ones, each lacking one.

The idea is that of the model tests of the `implicit` library: whoever understands baskets recommends
exactly the artist that is missing.
"""

import numpy as np
import pandas as pd
from scipy import sparse

from recommender.training.corpus import Corpus
from recommender.training.datasets import DataSet, Source

ARTISTS = 20
BASKETS = 60


def board() -> sparse.csr_matrix:
    """[60, 20] float32: basket b holds the artists of its parity, except one."""
    weights = np.zeros((BASKETS, ARTISTS), dtype=np.float32)
    for basket in range(BASKETS):
        weights[basket, basket % 2 :: 2] = 1.0
        weights[basket, missing(basket)] = 0.0
    return sparse.csr_matrix(weights)


def missing(basket: int) -> int:
    return basket % 2 + 2 * (basket // 2 % (ARTISTS // 2))


def names() -> list[str]:
    return [f"artist {number:02d}" for number in range(ARTISTS)]


def corpus() -> Corpus:
    baskets = board()
    return Corpus(
        keys=names(),
        names=[name.title() for name in names()],
        spellings=pd.DataFrame({"spelling": [], "id": [], "key": [], "uses": []}),
        baskets=baskets,
        owners=[f"board:{basket}" for basket in range(BASKETS)],
        sources=np.array(
            [Source.LISTENERS.value] * (BASKETS // 2) + [Source.PLAYLISTS.value] * (BASKETS // 2)
        ),
        tags=pd.DataFrame(
            {"artist": [0, 1], "tag": ["even", "odd"], "weight": [1.0, 1.0], "basket": [-1, -1]}
        ),
        links=pd.DataFrame({"artist": [], "tag": [], "weight": [], "basket": []}),
        popularity=np.full(ARTISTS, np.nan),
    )


def dataset() -> DataSet:
    """The same board as anybody's own data."""
    cells = board().tocoo()
    rows = pd.DataFrame(
        {
            "basket": [str(row) for row in cells.row],
            "artist": [names()[column] for column in cells.col],
            "id": "",
            "weight": cells.data.astype("float64"),
        }
    )
    return DataSet("board", "none", Source.LISTENERS, baskets=rows)
