"""Where results go: looked at before the work, so that none of it is lost, and told of in one line."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from errors import ConfigError, EncoreError


@contextmanager
def writing(path: Path, refusal: type[EncoreError] = ConfigError) -> Iterator[None]:
    """Whatever the system forbids meanwhile is that error, naming the path."""
    try:
        yield
    except OSError as error:
        raise refusal(f"{path}: cannot be written ({error.strerror or error})") from error


def check_file(path: Path) -> None:
    """Raise ConfigError unless a file can be written there."""
    missing = not path.exists()
    with writing(path):
        path.open("a").close()
        if missing:
            path.unlink()


def check_folder(path: Path, refusal: type[EncoreError] = ConfigError) -> None:
    """Make the folder where it is missing; raises an error unless files can be written into it."""
    with writing(path, refusal):
        path.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryDirectory(dir=path, prefix=".encore-").cleanup()
