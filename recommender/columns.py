"""What a bundle knows by name, as columns in one packed file of JSON."""

import gzip
import json
import zlib
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from errors import BundleError

if TYPE_CHECKING:  # for types alone
    from _typeshed import DataclassInstance

Columns = TypeVar("Columns", bound="DataclassInstance")


def save(path: Path, columns: "DataclassInstance") -> None:
    """Write the fields of a dataclass, each a list; the same ones give the same bytes.

    So that checksums can be compared: gzip would else write the time.
    """
    with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as packed:
        packed.write(json.dumps(asdict(columns), ensure_ascii=False, separators=(",", ":")).encode())


def load(path: Path, kind: type[Columns], wrong: str) -> Columns:
    """Read what `save` wrote of that dataclass; raises BundleError, which says what is `wrong`."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return kind(**json.load(lines))
    except (OSError, EOFError, ValueError, TypeError, zlib.error) as error:
        raise BundleError(f"{path}: {wrong} ({error})") from None
