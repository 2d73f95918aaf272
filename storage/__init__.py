"""The memory: listeners, their verdicts, queries and listening, in one SQLite file.

Rows never leave this package; frozen dataclasses do. Every method may raise StorageError. Artists are kept
by stable key, with their names beside for a day when the bundle lacks them.
"""

from storage.alone import alone
from storage.blends import Blend, Blended, Blends, Member
from storage.broadcasts import Broadcast, Broadcasts
from storage.charts import Charts, Discovered
from storage.figures import Figures, Statistics
from storage.freshness import Freshness
from storage.history import History, PastQuery
from storage.inbox import Inbox, Incoming, Letter
from storage.intake import Added, Play, Song
from storage.plays import HeardArtist, HeardSong, Plays
from storage.preferences import Preferences
from storage.queries import Asked, Queries, Query, QueryKind
from storage.saved import Saved, SavedList
from storage.shown import News, Shown
from storage.storage import Storage
from storage.users import Users
from storage.verdicts import Judgement, Verdict, Verdicts
from storage.weekly import Weekly, WeeklyPick

__all__ = [
    "Added",
    "Asked",
    "Blend",
    "Blended",
    "Blends",
    "Broadcast",
    "Broadcasts",
    "Charts",
    "Discovered",
    "Figures",
    "Freshness",
    "HeardArtist",
    "HeardSong",
    "History",
    "Inbox",
    "Incoming",
    "Judgement",
    "Letter",
    "Member",
    "News",
    "PastQuery",
    "Play",
    "Plays",
    "Preferences",
    "Queries",
    "Query",
    "QueryKind",
    "Saved",
    "SavedList",
    "Shown",
    "Song",
    "Statistics",
    "Storage",
    "Users",
    "Verdict",
    "Verdicts",
    "Weekly",
    "WeeklyPick",
    "alone",
]
