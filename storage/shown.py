"""What was shown for a query, an artist a row."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from storage.steps import Steps


class News(StrEnum):
    """Why an artist is new in a list that was asked anew."""

    LIKED = "liked"  # brought in by an artist liked since
    RATED = "rated"  # brought in by what was rated since
    MOVED = "moved"  # moved up, as others left
    APPEARED = "appeared"  # neither: listening imported since, a mark taken back, a catalogue learned anew


@dataclass(frozen=True, slots=True)
class Shown:
    """One artist of an answer; `position` counts from 0 over all its pages, `match` is in percent.

    `reasons` are artists' keys, each with the share of the score that hung on it, strongest first; `news`
    tells why the artist is new since the list before, and `news_key` because of whom.
    """

    position: int
    artist_key: str
    artist_name: str
    match: int
    reason_key: str | None
    score: float
    reasons: tuple[tuple[str, float], ...] = ()
    news: News | None = None
    news_key: str | None = None


def put_shown(doing: Steps, query_id: int, start: int, shown: Sequence[Shown]) -> None:
    """Record a page at positions `start` and on, in place of what they held."""
    doing.run_each(
        """
        INSERT INTO shown (
            query_id, position, artist_key, artist_name, match, reason_key, score,
            reasons, news, news_key
        )
        VALUES (
            :query_id, :position, :artist_key, :artist_name, :match, :reason_key, :score,
            :reasons, :news, :news_key
        )
        ON CONFLICT (query_id, position) DO UPDATE
        SET
            artist_key = excluded.artist_key,
            artist_name = excluded.artist_name,
            match = excluded.match,
            reason_key = excluded.reason_key,
            score = excluded.score,
            reasons = excluded.reasons,
            news = excluded.news,
            news_key = excluded.news_key
        """,
        [
            {
                "query_id": query_id,
                "position": position,
                "artist_key": one.artist_key,
                "artist_name": one.artist_name,
                "match": one.match,
                "reason_key": one.reason_key,
                "score": one.score,
                "reasons": json.dumps(one.reasons),
                "news": one.news,
                "news_key": one.news_key,
            }
            for position, one in enumerate(shown, start)
        ],
    )


def shown_of(row: sqlite3.Row) -> Shown:
    return Shown(
        position=row["position"],
        artist_key=row["artist_key"],
        artist_name=row["artist_name"],
        match=row["match"],
        reason_key=row["reason_key"],
        score=row["score"],
        reasons=tuple((key, share) for key, share in json.loads(row["reasons"])),
        news=None if row["news"] is None else News(row["news"]),
        news_key=row["news_key"],
    )
