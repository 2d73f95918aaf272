"""Lines that name a song and whose it is, as people write them, and as music apps do that share one."""

import re

_LINK = re.compile(
    r"\b(?:https?://|www\.|spotify:(?:track|album|artist|playlist):"
    r"|(?:open\.spotify|music\.apple|music\.youtube|youtube)\.com/|youtu\.be/|t\.me/)\S+",
    re.IGNORECASE,
)
_APPS = (
    r"(?:Spotify|Apple Music|YouTube(?: Music)?|Deezer|TIDAL|SoundCloud|Amazon Music|Shazam|Bandcamp"
    r"|Яндекс[ .]?Музык[аеуи]|VK Музык[аеуи]|Звук[еа]?)"
)
_BEFORE = re.compile(
    r"(?:listen to|i used shazam to discover|check out(?: this (?:song|track))?|now playing"
    r"|hör(?: dir|e)?|слушай(?:те)?|послушай(?:те)?"
    r"|(?:here[’']s a song for you|hier ist ein song für dich|вот песня для тебя))\s*(?:[:…]|\.{3})?\s+",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s(?:[-–—|·•]\s+(?:listen on\s+)?|(?:on|auf|bei|в|на)\s+)"
    rf"{_APPS}(?:\s+(?:an|anhören|hören))?[.!]?\s*$",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"(?:\s+[-–—·•]|,)\s+(?:(?:a|an|ein|eine)\s+)?(?:song|single|track|album|ep|lied|песня|альбом)"
    r"(?:\s+and\s+lyrics)?\s+(?=(?:by|von|от)\s)",
    re.IGNORECASE,
)
_A_SONG = re.compile(
    r"^(?:(?:the|a|this|das|ein|der)\s+)?(?:song|track|single|lied|titel|песня|песню|трек)\s+(?=\S)"
    r"|(?<=\S)\s+(?:song|track|lied|песня|трек)$",
    re.IGNORECASE,
)
_BY = re.compile(r"\s+(?:by|von|от)\s+", re.IGNORECASE)
_BESIDE = re.compile(r"\s+[-–—|·•]\s+")
_SORT = re.compile(
    r"\s*\((?:the\s+)?(?:artist|band|dj|duo|group|musician|rapper|singer"
    r"|gruppe|künstler(?:in)?|musiker(?:in)?|sänger(?:in)?|группа|исполнитель|певец|певица|рэпер)\)",
    re.IGNORECASE,
)
_QUOTES = '"“”„«»‘’ '
_MOST = 6  # pairs; no app writes more signs between the names


def bare(text: str) -> str:
    """The text without its links, what a music app writes around a song, and `(band)` behind a name.

    >>> bare("Listen to Creep, a song by Radiohead on Spotify. https://open.spotify.com/track/1")
    'Creep by Radiohead'
    """
    unlinked = _LINK.sub(" ", _SORT.sub("", text)).strip()
    shown = _AFTER.sub("", unlinked)
    if shown == text.strip():  # what people write around a name is not for here
        return shown
    begun = _BEFORE.match(shown)
    return _KIND.sub(" ", shown[begun.end() :] if begun else shown)


def untitled(line: str) -> str:
    """A line without the word for a song before its title, or behind.

    >>> untitled("das Lied Creep")
    'Creep'
    """
    return _A_SONG.sub("", line, count=1).strip(_QUOTES)


def readings(line: str) -> list[tuple[str, str]]:
    """The titles that a line may name, each with the artists whose it would be, the likeliest first.

    >>> readings("Stand by Me by Ben E. King")
    [('Stand by Me', 'Ben E. King'), ('Stand', 'Me by Ben E. King')]
    >>> readings("Creep · Radiohead")
    [('Creep', 'Radiohead'), ('Radiohead', 'Creep')]
    """
    by = [_cut(line, found) for found in reversed([*_BY.finditer(line)])]
    beside = [_cut(line, found) for found in _BESIDE.finditer(line)]
    pairs = [*by, *(pair for one, other in beside for pair in ((one, other), (other, one)))]
    return [(title, artist) for title, artist in pairs if title and artist][:_MOST]


def _cut(line: str, found: re.Match[str]) -> tuple[str, str]:
    return line[: found.start()].strip(_QUOTES), line[found.end() :].strip(_QUOTES)
