from pathlib import Path

from storage.blends import Blends
from storage.broadcasts import Broadcasts
from storage.charts import Charts
from storage.database import Database
from storage.figures import Statistics
from storage.freshness import Freshness
from storage.history import History
from storage.inbox import Inbox
from storage.plays import Plays
from storage.preferences import Preferences
from storage.privacy import Privacy
from storage.queries import Queries
from storage.saved import Saved
from storage.users import Users
from storage.verdicts import Verdicts
from storage.weekly import Weekly


class Storage:
    """All that Encore remembers, one repository for each family of tables."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.users = Users(database)
        self.preferences = Preferences(database)
        self.verdicts = Verdicts(database)
        self.queries = Queries(database)
        self.history = History(database)
        self.freshness = Freshness(database)
        self.saved = Saved(database)
        self.weekly = Weekly(database)
        self.blends = Blends(database)
        self.plays = Plays(database)
        self.charts = Charts(database)
        self.inbox = Inbox(database)
        self.broadcasts = Broadcasts(database)
        self.statistics = Statistics(database)
        at_hand = (self.users, self.preferences, self.verdicts, self.plays)
        self.privacy = Privacy(database, [one.forget for one in at_hand])

    @classmethod
    async def open(cls, path: Path) -> "Storage":
        """Open the SQLite file at `path`, created or migrated as needed; StorageError if that can't be."""
        return cls(await Database.open(path))

    async def close(self) -> None:
        await self._database.close()
