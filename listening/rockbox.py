"""Rockbox and other players without a network: `.scrobbler.log`, made to be sent to Last.fm later.

https://www.rockbox.org/wiki/LastFMLog names the columns: artist, album, song, its place, seconds, L or S for
listened or skipped, and when it began, by the player's own clock.
"""

from listening.columns import Cells
from listening.messages import LeftOut
from listening.rows import Item, play
from listening.times import read_time

MARK = "#AUDIOSCROBBLER/"
_SKIPPED = "S"


def scrobble(row: Cells) -> Item:
    """A line in several cells; what is said of the file stands in one."""
    if len(row) < 7:
        return LeftOut.UNREADABLE
    artist, _, track, _, _, rating, time, *_ = row
    return play(artist, track, read_time(time), 0 if rating.strip() == _SKIPPED else None)
