"""What is asked of plays is summed up as they come in: nobody counts hundreds of thousands for an answer."""

from storage.steps import Steps


def add_to_sums(doing: Steps, user_id: int) -> None:
    """Add the plays of the table `coming`, which intake.py fills, to all sums of this listener."""
    _by_song(doing)
    _by_month(doing)
    _by_hour(doing, user_id)


def _by_song(doing: Steps) -> None:
    """Of each song."""
    doing.run(
        """
        UPDATE heard_songs
        SET listened = heard_songs.listened + new.listened, skipped = heard_songs.skipped + new.skipped
        FROM (
            SELECT song_id, sum(listened) AS listened, sum(NOT listened) AS skipped
            FROM temp.coming
            GROUP BY song_id
        ) AS new
        WHERE id = new.song_id
        """,
        {},
    )


def _by_month(doing: Steps) -> None:
    """Of each artist in each month."""
    doing.run(
        """
        INSERT INTO heard_months (artist_id, month, listened, skipped)
        SELECT
            artist_id,
            strftime('%Y', at, 'unixepoch') * 12 + strftime('%m', at, 'unixepoch') - 1 AS month,
            sum(listened),
            sum(NOT listened)
        FROM temp.coming
        WHERE true
        GROUP BY artist_id, month
        ON CONFLICT (artist_id, month) DO UPDATE
        SET listened = listened + excluded.listened, skipped = skipped + excluded.skipped
        """,
        {},
    )


def _by_hour(doing: Steps, user_id: int) -> None:
    """Of the listener in each month, by the hour of the day; skips aside."""
    doing.run(
        """
        INSERT INTO heard_hours (user_id, month, hour, listened)
        SELECT
            :user_id,
            strftime('%Y', at, 'unixepoch') * 12 + strftime('%m', at, 'unixepoch') - 1 AS month,
            at % 86400 / 3600 AS hour,
            count(*)
        FROM temp.coming
        WHERE listened
        GROUP BY month, hour
        ON CONFLICT (user_id, month, hour) DO UPDATE
        SET listened = listened + excluded.listened
        """,
        {"user_id": user_id},
    )
