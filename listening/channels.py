"""What YouTube calls the channels of artists: `AC/DC - Topic`, `AdeleVEVO`, `Muse Official`."""

import re

from listening.watched import TOPICS

TOPIC = re.compile(rf" [-–—] ({'|'.join(TOPICS)})$", re.IGNORECASE)
"""Behind the name of an artist, on a channel that YouTube has made by itself."""
_OWN = re.compile(r"(?<=\S)\s?vevo$|(?<=\S) official( (channel|music))?$", re.IGNORECASE)


def artist_of(channel: str) -> str:
    """The name that a channel has of its artist; scrobblers take the one for the other."""
    return _OWN.sub("", TOPIC.sub("", channel))
