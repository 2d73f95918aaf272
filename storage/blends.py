import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storage.database import Database
from storage.steps import Steps
from storage.times import now

KEPT = 50
"""Lists of a group whose buttons still turn pages; older ones go."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who lets a group's lists follow from their taste too."""

    user_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Blend:
    """A list for a group; `user_id` asked for it."""

    id: int
    chat_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class Blended:
    """One artist of such a list; `fits` says for whom and how well, in percent by listener."""

    position: int
    artist_key: str
    artist_name: str
    match: int
    fits: Mapping[int, int]


class Blends:
    """Who is in at which group, and what these groups were shown."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def join(self, chat_id: int, user_id: int, name: str) -> None:
        """Count a listener in, under the name that the group knows by now."""
        await self._database.write(
            """
            INSERT INTO blend_members (chat_id, user_id, name, joined_at)
            VALUES (:chat_id, :user_id, :name, :now)
            ON CONFLICT (chat_id, user_id) DO UPDATE
            SET name = excluded.name
            """,
            {"chat_id": chat_id, "user_id": user_id, "name": name, "now": now()},
        )

    async def leave(self, chat_id: int, user_id: int) -> bool:
        """Count a listener out, and forget how well this group's lists fitted them; False if not in."""
        who = {"chat_id": chat_id, "user_id": user_id}

        def work(doing: Steps) -> bool:
            doing.run(
                """
                DELETE FROM blend_fits
                WHERE
                    user_id = :user_id
                    AND blend_id IN (
                        SELECT id
                        FROM blends
                        WHERE chat_id = :chat_id
                    )
                """,
                who,
            )
            gone = doing.run(
                """
                DELETE FROM blend_members
                WHERE chat_id = :chat_id AND user_id = :user_id
                RETURNING user_id
                """,
                who,
            )
            return bool(gone)

        return await self._database.store(work)

    async def members(self, chat_id: int) -> list[Member]:
        """Who is in, in the order they came."""
        rows = await self._database.read(
            """
            SELECT user_id, name
            FROM blend_members
            WHERE chat_id = :chat_id
            ORDER BY joined_at, user_id
            """,
            {"chat_id": chat_id},
        )
        return [Member(*row) for row in rows]

    async def forget(self, chat_id: int) -> None:
        """Forget all of a group."""

        def work(doing: Steps) -> None:
            doing.run("DELETE FROM blends WHERE chat_id = :chat_id", {"chat_id": chat_id})
            doing.run("DELETE FROM blend_members WHERE chat_id = :chat_id", {"chat_id": chat_id})

        await self._database.store(work)

    async def move(self, chat_id: int, new_chat_id: int) -> None:
        """Go on under another id, which Telegram gives to a group that grows into a supergroup."""
        ids = {"chat_id": chat_id, "new_chat_id": new_chat_id}

        def work(doing: Steps) -> None:
            doing.run("UPDATE blends SET chat_id = :new_chat_id WHERE chat_id = :chat_id", ids)
            doing.run(
                "UPDATE OR IGNORE blend_members SET chat_id = :new_chat_id WHERE chat_id = :chat_id", ids
            )
            doing.run("DELETE FROM blend_members WHERE chat_id = :chat_id", {"chat_id": chat_id})

        await self._database.store(work)

    async def begin(self, chat_id: int, user_id: int) -> Blend:
        """Begin a list; of a group's lists, which no history shows, the newest few stay."""

        def work(doing: Steps) -> Blend:
            [row] = doing.run(
                """
                INSERT INTO blends (chat_id, user_id, asked_at)
                VALUES (:chat_id, :user_id, :now)
                RETURNING id, chat_id, user_id
                """,
                {"chat_id": chat_id, "user_id": user_id, "now": now()},
            )
            doing.run(
                """
                DELETE FROM blends
                WHERE id IN (
                    SELECT id
                    FROM blends
                    WHERE chat_id = :chat_id
                    ORDER BY id DESC
                    LIMIT -1 OFFSET :kept
                )
                """,
                {"chat_id": chat_id, "kept": KEPT},
            )
            return Blend(*row)

        return await self._database.store(work)

    async def get(self, blend_id: int) -> Blend | None:
        rows = await self._database.read(
            """
            SELECT id, chat_id, user_id
            FROM blends
            WHERE id = :blend_id
            """,
            {"blend_id": blend_id},
        )
        return Blend(*rows[0]) if rows else None

    async def show(self, blend_id: int, blended: Sequence[Blended]) -> None:
        """Record a page."""

        def work(doing: Steps) -> None:
            doing.run_each(
                """
                INSERT INTO blend_shown (blend_id, position, artist_key, artist_name, match)
                VALUES (:blend_id, :position, :artist_key, :artist_name, :match)
                """,
                [
                    {
                        "blend_id": blend_id,
                        "position": one.position,
                        "artist_key": one.artist_key,
                        "artist_name": one.artist_name,
                        "match": one.match,
                    }
                    for one in blended
                ],
            )
            doing.run_each(
                """
                INSERT INTO blend_fits (blend_id, position, user_id, match)
                VALUES (:blend_id, :position, :user_id, :match)
                """,
                [
                    {"blend_id": blend_id, "position": one.position, "user_id": user_id, "match": match}
                    for one in blended
                    for user_id, match in one.fits.items()
                ],
            )

        await self._database.store(work)

    async def shown(self, blend_id: int) -> list[Blended]:
        """All that was shown of a blend, in order."""
        rows = await self._database.read(
            """
            SELECT
                position, artist_key, artist_name, match,
                (
                    SELECT json_group_object(user_id, match)
                    FROM blend_fits
                    WHERE
                        blend_fits.blend_id = blend_shown.blend_id
                        AND blend_fits.position = blend_shown.position
                ) AS fits
            FROM blend_shown
            WHERE blend_id = :blend_id
            ORDER BY position
            """,
            {"blend_id": blend_id},
        )
        return [_blended(row) for row in rows]


def _blended(row: sqlite3.Row) -> Blended:
    fits = {int(user_id): match for user_id, match in json.loads(row["fits"]).items()}
    return Blended(row["position"], row["artist_key"], row["artist_name"], row["match"], fits)
