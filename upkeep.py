"""What a host asks of bot.py beside running it: `backup PATH`, `restore PATH`."""

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from storage.backups import back_up, restore


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
        restore(self.file, database, force=self.force)
        return f"{database} is what {self.file} holds"


def read(arguments: Sequence[str]) -> Asked:
    """The command line, or the end of the process with what is wrong with it."""
    parser = ArgumentParser(prog="bot.py", description="Run Encore, or look after its database.")
    verbs = parser.add_subparsers(dest="verb", metavar="command")
    backup = verbs.add_parser("backup", help="copy the database to a new file, while the bot runs or not")
    put_back = verbs.add_parser(
        "restore", help="put such a copy in the database's place; stop the bot before"
    )
    put_back.add_argument("--force", action="store_true", help="replace the database that is there")
    for verb in (backup, put_back):
        verb.add_argument("file", type=Path, metavar="PATH")
    found = parser.parse_args(arguments)
    return Asked(**{name: value for name, value in vars(found).items() if value is not None})
