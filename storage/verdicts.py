import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from storage.database import Database
from storage.freshness import notice
from storage.remembered import Remembered
from storage.steps import Steps
from storage.times import milliseconds, moment, now


class Verdict(StrEnum):
    LIKE = "like"
    DISLIKE = "dislike"
    KNOWN = "known"
    SNOOZED = "snoozed"
    BLOCKED = "blocked"


SNOOZE = timedelta(days=30)
"""How long a snoozed artist stays away."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One listener's verdict on one artist; `id` is small, never reused, and fits into callback data.

    `until` tells when a snooze is over; other verdicts have none.
    """

    id: int
    artist_key: str
    artist_name: str
    verdict: Verdict
    at: datetime
    until: datetime | None = None


class Verdicts:
    """What listeners think of artists: at most one verdict for each listener and artist.

    A snooze that is over counts as no verdict; its row goes when another takes its place.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._hidden = Remembered[frozenset[str]]()

    def forget(self, user_id: int) -> None:
        """What is known of this listener was changed or removed."""
        self._hidden.drop(user_id)

    async def put(self, user_id: int, artist_key: str, artist_name: str, verdict: Verdict) -> None:
        """Set the verdict, in place of any earlier one."""
        try:
            await self._database.store(lambda doing: _put(doing, user_id, artist_key, artist_name, verdict))
        finally:
            self.forget(user_id)

    async def take_back(self, user_id: int, judgement_id: int, verdict: Verdict) -> str | None:
        """Take back the listener's own judgement of that id, if it says so; returns the artist's name."""
        rows = await self._database.write(
            """
            DELETE FROM verdicts
            WHERE
                id = :judgement_id AND user_id = :user_id AND verdict = :verdict
                AND (until IS NULL OR until > :now)
            RETURNING artist_name
            """,
            {"judgement_id": judgement_id, "user_id": user_id, "verdict": verdict, "now": now()},
        )
        self.forget(user_id)
        return str(rows[0]["artist_name"]) if rows else None

    async def toggle(
        self, user_id: int, artist_key: str, artist_name: str, verdict: Verdict
    ) -> Verdict | None:
        """Set the verdict, or take it back if it stands already; returns what stands now.

        Whoever is rated was noticed.
        """

        def work(doing: Steps) -> Verdict | None:
            notice(doing, user_id, [artist_key])
            taken_back = doing.run(
                """
                DELETE FROM verdicts
                WHERE
                    user_id = :user_id AND artist_key = :artist_key AND verdict = :verdict
                    AND (until IS NULL OR until > :now)
                RETURNING id
                """,
                {"user_id": user_id, "artist_key": artist_key, "verdict": verdict, "now": now()},
            )
            if taken_back:
                return None
            _put(doing, user_id, artist_key, artist_name, verdict)
            return verdict

        try:
            return await self._database.store(work)
        finally:
            self.forget(user_id)

    async def of(self, user_id: int) -> dict[str, Verdict]:
        """All verdicts of a listener by artist key."""
        rows = await self._database.read(
            """
            SELECT artist_key, verdict
            FROM verdicts
            WHERE user_id = :user_id AND (until IS NULL OR until > :now)
            ORDER BY id
            """,
            {"user_id": user_id, "now": now()},
        )
        return {row["artist_key"]: Verdict(row["verdict"]) for row in rows}

    async def hidden(self, user_id: int) -> frozenset[str]:
        """Keys of artists never to be shown, or not for now; kept at hand, also when a snooze is over."""
        hidden = self._hidden.get(user_id)
        if hidden is None:
            version, hiding = self._hidden.version, (Verdict.BLOCKED, Verdict.SNOOZED)
            hidden = frozenset(key for key, one in (await self.of(user_id)).items() if one in hiding)
            self._hidden.put(user_id, hidden, version)
        return hidden

    async def since(self, user_id: int, at: datetime) -> list[Judgement]:
        """A listener's judgements from that moment on, newest first."""
        rows = await self._database.read(
            """
            SELECT id, artist_key, artist_name, verdict, at, until
            FROM verdicts
            WHERE user_id = :user_id AND at >= :at AND (until IS NULL OR until > :now)
            ORDER BY at DESC, id DESC
            """,
            {"user_id": user_id, "at": milliseconds(at), "now": now()},
        )
        return [_judgement(row) for row in rows]

    async def page(self, user_id: int, verdict: Verdict, limit: int, offset: int) -> list[Judgement]:
        """A listener's judgements of one kind, newest first."""
        rows = await self._database.read(
            """
            SELECT id, artist_key, artist_name, verdict, at, until
            FROM verdicts
            WHERE user_id = :user_id AND verdict = :verdict AND (until IS NULL OR until > :now)
            ORDER BY at DESC, id DESC
            LIMIT :limit OFFSET :offset
            """,
            {"user_id": user_id, "verdict": verdict, "now": now(), "limit": limit, "offset": offset},
        )
        return [_judgement(row) for row in rows]

    async def count(self, user_id: int, verdict: Verdict) -> int:
        rows = await self._database.read(
            """
            SELECT count(*) AS judgements
            FROM verdicts
            WHERE user_id = :user_id AND verdict = :verdict AND (until IS NULL OR until > :now)
            """,
            {"user_id": user_id, "verdict": verdict, "now": now()},
        )
        return int(rows[0]["judgements"])


def _put(doing: Steps, user_id: int, artist_key: str, artist_name: str, verdict: Verdict) -> None:
    at = now()
    doing.run(
        """
        INSERT INTO verdicts (user_id, artist_key, artist_name, verdict, at, until)
        VALUES (:user_id, :artist_key, :artist_name, :verdict, :now, :until)
        ON CONFLICT (user_id, artist_key) DO UPDATE
        SET
            artist_name = excluded.artist_name,
            verdict = excluded.verdict,
            at = excluded.at,
            until = excluded.until
        """,
        {
            "user_id": user_id,
            "artist_key": artist_key,
            "artist_name": artist_name,
            "verdict": verdict,
            "now": at,
            "until": at + SNOOZE // timedelta(milliseconds=1) if verdict is Verdict.SNOOZED else None,
        },
    )


def _judgement(row: sqlite3.Row) -> Judgement:
    return Judgement(
        id=row["id"],
        artist_key=row["artist_key"],
        artist_name=row["artist_name"],
        verdict=Verdict(row["verdict"]),
        at=moment(row["at"]),
        until=None if row["until"] is None else moment(row["until"]),
    )
