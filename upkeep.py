"""What a host asks of bot.py beside running it: `backup PATH`, `restore PATH`, `import PATH`."""

import asyncio
import gzip
import json
import zlib
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

import process
from errors import StorageError
from storage import Storage, alone
from storage.backups import back_up, restore

Tables = dict[str, list[dict[str, int | float | str | None]]]
_GZIP = b"\x1f\x8b"
_BEHIND = "groups, broadcasts and updates under way, which stay with the other bot"


class _Export(BaseModel):
    """The file that a listener gets by /export."""

    model_config = ConfigDict(strict=True, extra="forbid")
    encore: Literal[1]
    tables: Tables


@dataclass(frozen=True, slots=True)
class Asked:
    """One command line; no `verb` where it asks for nothing but the bot."""

    verb: str = ""
    file: Path = Path()
    force: bool = False

    def do(self, database: Path) -> str:
        """What was done, in one line; StorageError if it can't be."""
        if self.verb == "backup":
            back_up(database, self.file)
            return f"{database} is copied to {self.file}"
        if self.verb == "import":
            return asyncio.run(take_in(database, self.file))
        restore(self.file, database, force=self.force)
        return f"{database} is what {self.file} holds"


async def take_in(database: Path, file: Path) -> str:
    """Put what a listener got by /export, here or elsewhere, into the database."""
    with alone(database):
        tables = await asyncio.to_thread(tables_in, file)
        storage = await Storage.open(database)
        try:
            with process.undisturbed():  # else it might be stored, and never read back
                user_id = await storage.privacy.restore(tables)
        except StorageError as error:
            raise StorageError(f"{file}: {error}") from error
        finally:
            await storage.close()
    return f"{database} holds listener {user_id} as {file} did, but for {_BEHIND}"


def tables_in(file: Path) -> Tables:
    """The tables of an export, which may be packed; StorageError if it is none."""
    try:
        data = file.read_bytes()
        exported = json.loads(gzip.decompress(data) if data.startswith(_GZIP) else data)
        return _Export.model_validate(exported).tables
    except OSError as error:
        raise StorageError(f"{file}: {error.strerror}") from error
    except (ValueError, EOFError, RecursionError, zlib.error) as error:
        raise StorageError(f"{file}: is no export of Encore") from error


def run(env_file: Path, asked: Asked) -> int:
    """Do it by the settings of that file; returns the exit code."""
    return process.run(env_file, asked.verb, lambda settings: asked.do(settings.database_path))


def read(arguments: Sequence[str]) -> Asked:
    """The command line, or the end of the process with what is wrong with it."""
    parser = ArgumentParser(prog="bot.py", description="Run Encore, or look after its database.")
    verbs = parser.add_subparsers(dest="verb", metavar="command")
    backup = verbs.add_parser("backup", help="copy the database to a new file, while the bot runs or not")
    put_back = verbs.add_parser(
        "restore", help="put such a copy in the database's place; stop the bot before"
    )
    put_back.add_argument("--force", action="store_true", help="replace the database that is there")
    arrival = verbs.add_parser("import", help="take in a listener's /export; stop the bot before")
    for verb in (backup, put_back, arrival):
        verb.add_argument("file", type=Path, metavar="PATH")
    found = parser.parse_args(arguments)
    return Asked(**{name: value for name, value in vars(found).items() if value is not None})
