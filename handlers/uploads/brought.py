"""What an import brought, counted while it is under way."""

from collections import Counter
from dataclasses import dataclass, field

from listening import FileRead, LeftOut, Problem


@dataclass(slots=True)
class So:
    """How far an import is: percent read of the upload, plays stored."""

    percent: int = 0
    plays: int = 0


@dataclass(slots=True)
class Report:
    """What an import brought.

    Plays, skips and so on are those of the files; the `new_` ones were not here before. `known`
    is the percentage, over all the listener ever imported, of plays whose artist is in the catalogue, or of
    artists where these files hold what is kept alone. `unknown` names the most played others, and `years` are
    those of all plays.
    """

    files: int = 0
    others: int = 0
    empty: int = 0
    problems: list[tuple[str, Problem]] = field(default_factory=list)
    plays: int = 0
    skips: int = 0
    saved: int = 0
    banned: int = 0
    new_plays: int = 0
    new_skips: int = 0
    new_saved: int = 0
    first: int | None = None
    last: int | None = None
    left_out: Counter[LeftOut] = field(default_factory=Counter)
    years: tuple[int, ...] = ()
    known: int | None = None
    unknown: tuple[tuple[str, int], ...] = ()

    def take(self, file: FileRead) -> None:
        if file.problem is Problem.UNKNOWN:
            self.others += 1
        elif file.problem is Problem.EMPTY:
            self.empty += 1
        elif file.problem is not None:
            self.problems.append((file.name, file.problem))
        else:
            self._take_read(file)

    def _take_read(self, file: FileRead) -> None:
        self.files += 1
        self.plays += file.plays
        self.skips += file.skips
        self.saved += file.saved
        self.banned += file.banned
        self.left_out.update(file.left_out)
        times = [at for at in (self.first, self.last, file.first, file.last) if at is not None]
        self.first, self.last = min(times, default=None), max(times, default=None)

    @property
    def again(self) -> int:
        """How much was here before, or stood in these files twice."""
        new = self.new_plays + self.new_skips + self.new_saved
        return self.plays + self.skips + self.saved - new

    @property
    def only_kept(self) -> bool:
        """Whether it holds a library or playlists, and no plays."""
        return bool(self.saved and not self.plays)

    @property
    def has_music(self) -> bool:
        """Whether there was anything that the listener wants to hear, or skipped."""
        return bool(self.plays or self.skips or self.saved)

    @property
    def refusal(self) -> Problem | None:
        """Why not one file could be read, if that is so."""
        if self.files:
            return None
        if self.problems:
            return self.problems[0][1]
        return Problem.EMPTY if self.empty else Problem.UNKNOWN
