"""A bundle's first reading: verified, its artists known; nothing that takes a model.

    manifest.json    what it is made of: data sets and licences, date, code version, sizes, ranking weights,
                     evaluation figures, and the SHA-256 of every other file
    catalog.json.gz  artists: keys, names, genres, popularity, aliases
    neighbours.npz   two sparse matrices: the learned similarities, and in how many baskets two artists meet
    index/           the TFRS index as a SavedModel
    tracks/          songs, trained apart (recommender/tracks/bundle.py); may be missing

No pickle anywhere.
"""

from dataclasses import dataclass
from pathlib import Path

from recommender.catalog import CatalogData
from recommender.folder import Manifest, read_manifest, verify

FORMAT = 2
DEFAULT_PATH = Path(__file__).parent / "bundle"
CATALOG, NEIGHBOURS, INDEX = "catalog.json.gz", "neighbours.npz", "index"


@dataclass(frozen=True)
class Opened:
    """A verified bundle; matrices, index and songs are still on disk."""

    path: Path
    manifest: Manifest
    catalog: CatalogData


def open_bundle(path: Path) -> Opened:
    """Verify a bundle and read its artists; raises BundleError naming the file that is wrong."""
    manifest = read_manifest(path, FORMAT)
    verify(path, manifest, (CATALOG, NEIGHBOURS, f"{INDEX}/saved_model.pb"))
    return Opened(path, manifest, CatalogData.load(path / CATALOG))
