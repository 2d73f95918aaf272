import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.database import Database
from storage.steps import Steps
from storage.times import moment, now


@dataclass(frozen=True, slots=True)
class SavedList:
    """A list that a listener keeps: keys and names of its artists, in order.

    `query_id` is the query whose artists it holds, while that is there; `token` stands in the link that
    shares the list, while it is shared.
    """

    id: int
    user_id: int
    query_id: int | None
    title: str
    token: str | None
    saved_at: datetime
    artists: tuple[tuple[str, str], ...]


class Saved:
    """Lists that listeners keep."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(
        self, user_id: int, query_id: int, title: str, artists: Sequence[tuple[str, str]]
    ) -> SavedList:
        """Keep artists, as keys and names; a list of the same query is brought up to date."""

        def work(doing: Steps) -> int:
            [row] = doing.run(
                """
                INSERT INTO saved_lists (user_id, query_id, title, saved_at)
                VALUES (:user_id, :query_id, :title, :now)
                ON CONFLICT (user_id, query_id) DO UPDATE
                SET title = excluded.title
                RETURNING id
                """,
                {"user_id": user_id, "query_id": query_id, "title": title, "now": now()},
            )
            doing.run(
                """
                DELETE FROM saved_artists
                WHERE list_id = :list_id
                """,
                {"list_id": row["id"]},
            )
            doing.run_each(
                """
                INSERT INTO saved_artists (list_id, position, artist_key, artist_name)
                VALUES (:list_id, :position, :key, :name)
                """,
                [
                    {"list_id": row["id"], "position": position, "key": key, "name": name}
                    for position, (key, name) in enumerate(artists)
                ],
            )
            return int(row["id"])

        list_id = await self._database.store(work)
        [saved] = await self._select(list_id=list_id)
        return saved

    async def get(self, list_id: int) -> SavedList | None:
        """The list of that id, whoever keeps it: the caller compares `user_id`."""
        return next(iter(await self._select(list_id=list_id)), None)

    async def of_query(self, query_id: int) -> SavedList | None:
        """The list kept of that query."""
        return next(iter(await self._select(query_id=query_id)), None)

    async def shared(self, token: str) -> SavedList | None:
        """The list that a link opens, whoever keeps it; none once the link was taken back."""
        return next(iter(await self._select(token=token)), None)

    async def page(self, user_id: int, limit: int, offset: int) -> list[SavedList]:
        """A listener's lists, newest first."""
        rows = await self._database.read(
            """
            SELECT id
            FROM saved_lists
            WHERE user_id = :user_id
            ORDER BY id DESC
            LIMIT :limit OFFSET :offset
            """,
            {"user_id": user_id, "limit": limit, "offset": offset},
        )
        return [one for row in rows for one in await self._select(list_id=row["id"])]

    async def count(self, user_id: int) -> int:
        rows = await self._database.read(
            """
            SELECT count(*) AS lists
            FROM saved_lists
            WHERE user_id = :user_id
            """,
            {"user_id": user_id},
        )
        return int(rows[0]["lists"])

    async def share(self, list_id: int, token: str | None) -> None:
        """Let a link with this token open the list, or with None no link any more."""
        await self._database.write(
            """
            UPDATE saved_lists
            SET token = :token
            WHERE id = :list_id
            """,
            {"list_id": list_id, "token": token},
        )

    async def remove(self, user_id: int, list_id: int) -> bool:
        """Keep this listener's list of that id no longer; False if there is none."""
        rows = await self._database.write(
            """
            DELETE FROM saved_lists
            WHERE id = :list_id AND user_id = :user_id
            RETURNING id
            """,
            {"list_id": list_id, "user_id": user_id},
        )
        return bool(rows)

    async def _select(
        self, *, list_id: int | None = None, query_id: int | None = None, token: str | None = None
    ) -> list[SavedList]:
        rows = await self._database.read(
            """
            SELECT
                id, user_id, query_id, title, token, saved_at,
                (
                    SELECT json_group_array(json_array(artist_key, artist_name))
                    FROM (
                        SELECT artist_key, artist_name
                        FROM saved_artists
                        WHERE list_id = saved_lists.id
                        ORDER BY position
                    )
                ) AS artists
            FROM saved_lists
            WHERE id = :list_id OR query_id = :query_id OR token = :token
            """,
            {"list_id": list_id, "query_id": query_id, "token": token},
        )
        return [_saved(row) for row in rows]


def _saved(row: sqlite3.Row) -> SavedList:
    return SavedList(
        id=row["id"],
        user_id=row["user_id"],
        query_id=row["query_id"],
        title=row["title"],
        token=row["token"],
        saved_at=moment(row["saved_at"]),
        artists=tuple((key, name) for key, name in json.loads(row["artists"])),
    )
