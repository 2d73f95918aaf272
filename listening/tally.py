"""What one file holds, song by song, held compactly until the file is known to be whole."""

from array import array
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from listening.documents import Unreadable
from listening.messages import Batch, FileRead, Heard, LeftOut, Problem
from listening.rows import Item, Kept, Play

MOST_PLAYS = 3_000_000
"""Of one file: a hundred songs a day for eighty years."""
_BATCH_PLAYS = 2000  # taking one in holds the talk up for some milliseconds
_BATCH_SONGS = 400
_SAVED, _BANNED = 2, 1


class Tally:
    """Plays by song: 20 bytes each, and each song's names once."""

    def __init__(self) -> None:
        self._songs: dict[tuple[str, str], int] = {}
        self._song_of = array("i")
        self._packed = array("q")  # the time, then whether it was listened to, then whether exact
        self._marks: dict[int, int] = {}
        self._left_out: Counter[LeftOut] = Counter()
        self._skips = 0

    def add(self, item: Item) -> None:
        """Take an item in; Unreadable if there are too many."""
        match item:
            case Play():
                self._song_of.append(self._song(item.artist, item.track))
                self._packed.append(item.at * 4 + 2 * item.listened + item.exact)
                self._skips += not item.listened
                if len(self._packed) > MOST_PLAYS:
                    raise Unreadable(Problem.TOO_MUCH)
            case Kept():
                song = self._song(item.artist, item.track)
                self._marks[song] = self._marks.get(song, 0) | (_BANNED if item.banned else _SAVED)
            case reason:
                self._left_out[reason] += 1

    @property
    def is_empty(self) -> bool:
        return not (self._songs or self._left_out)

    def summary(self, name: str) -> FileRead:
        first, last = (min(self._packed) >> 2, max(self._packed) >> 2) if self._packed else (None, None)
        return FileRead(
            name=name,
            problem=None,
            plays=len(self._packed) - self._skips,
            skips=self._skips,
            saved=sum(bool(marks & _SAVED) for marks in self._marks.values()),
            banned=sum(bool(marks & _BANNED) for marks in self._marks.values()),
            first=first,
            last=last,
            left_out=dict(self._left_out),
        )

    def batches(self) -> Iterator[Batch]:
        """All songs with all their plays, some thousands of plays at a time."""
        batch: list[Heard] = []
        plays = 0
        for song in self._heard():
            batch.append(song)
            plays += len(song.plays)
            if plays >= _BATCH_PLAYS or len(batch) >= _BATCH_SONGS:
                yield Batch(tuple(batch))
                batch, plays = [], 0
        if batch:
            yield Batch(tuple(batch))

    def _song(self, artist: str, track: str) -> int:
        return self._songs.setdefault((artist, track), len(self._songs))

    def _heard(self) -> Iterator[Heard]:
        order = sorted(range(len(self._packed)), key=self._song_of.__getitem__)
        played = groupby(order, key=self._song_of.__getitem__)
        following = next(played, None)
        # Artists alone first: whether one is new is told by whether anything of theirs is kept.
        for artist, track in sorted(self._songs, key=lambda names: names[1] != ""):
            song = self._songs[artist, track]
            times: list[int] = []
            if following is not None and following[0] == song:
                # Of two plays in one second, of which one is kept, that which was listened to goes first.
                times = sorted({self._packed[index] for index in following[1]}, key=_listened_first)
                following = next(played, None)
            marks = self._marks.get(song, 0)
            plays = tuple((time >> 2, bool(time & 2), bool(time & 1)) for time in times)
            for start in range(0, max(len(plays), 1), _BATCH_PLAYS):
                part = plays[start : start + _BATCH_PLAYS]
                yield Heard(artist, track, part, bool(marks & _SAVED), bool(marks & _BANNED))


def _listened_first(packed: int) -> tuple[int, int]:
    return packed >> 2, -(packed & 3)
