"""Titles as keys: the many versions of one song under one name.

A remaster, a live take, a remix, a karaoke track and a deluxe edition are the same song; "Pt. 2" is another.
"""

import re

from recommender.words.names import fold, normalise, spaced

# Words that, in brackets or after a dash, say which version this is.
_VERSION = re.compile(
    r"""\b(?:
        (?:re)?mix(?:e[ds])? | rmx | remaster\w* | remasteris\w* | remixad[oa]
        | re-?(?:work|edit|recorded|imagined|fix|twist|visited|reprise)(?:ed)? | edit(?:ed|ion)? | cut
        | ver(?:sions?)? | versi[eo]n | versión | versão | deluxe | anniversary
        | acoustic | acústic[oa] | akustik | unplugged | stripped | a\s?cappella | acapella
        | instrumental | karaoke | backing\strack | sing-?along | demo | mono | stereo | bonus
        | original\s(?:motion|cast|score|recording) | soundtrack | ost | vip | dub | bootleg | mash-?up | flip
        | sped\sup | slowed | nightcore | spotify | recorded | sessions? | commentary | cover | tribute
        | ao\svivo | en\s(?:vivo|directo) | in\sconcert | off\svocal | in\sthe\sstyle\sof
        | (?:performed|made\sfamous|made\spopular)\sby
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
# Of these, the ones that sound like another song: where nothing plainer is known, a title keeps them.
_OTHER_SOUND = re.compile(
    r"""\b(?:
        remix(?:e[ds])? | rmx | remixad[oa] | re-?(?:work|imagined|twist|fix)(?:ed)? | bootleg | flip
        | dub | vip | mash-?up | live | acoustic | acústic[oa] | akustik | unplugged | stripped | acapella
        | a\s?cappella | instrumental | karaoke | backing\strack | sing-?along | demo | sessions? | ao\svivo
        | en\s(?:vivo|directo) | in\sconcert | sped\sup | slowed | nightcore | piano | commentary | reprise
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
# Words that say so only where they stand alone, or where more follows that says so.
_ALONE = re.compile(
    r"""(?:
        live | (?:recorded\s)?live[\s,/:]+(?:at|from|in|on|the|\d).* | .*\slive
        | extended | explicit | clean | uncensored | radio | single | inst\.? | reprise | piano
        | (?:19|20)\d\d | (?:from|theme\sfrom|music\sfrom)\s+(?:the\s|["“”'‘«]|(?-i:[A-Z])).*
        | (?:feat|ft|featuring|with|w/|prod|produced\sby|con|duet\swith)\b\.?.+
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_GUESTS = re.compile(r"(?:feat|ft|featuring|with|w/|con|duet\swith)\b\.?\s*(?P<names>.+)", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
_TAIL = re.compile(r"\s+(?:feat|ft|featuring)\b\.?\s+(?P<names>.+)$", re.IGNORECASE)
_CREDIT = re.compile(r"\s+(?:originally (?:performed )?by|in the style of)\s.+$", re.IGNORECASE)
# In brackets, these tell songs apart; whatever else stands there is a second title, often left out.
_APART = re.compile(
    r"\b(?:pt|part|parte|interlude|intro|outro|skit|prelude|chapter|ch|vol|volume|movement|\d+|[ivx]{2,})\b",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s+[-–—]\s+")
_THE_LAST = re.compile(r"(.+), the", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:,|&|\+|/|\sand\s|\sx\s|\sy\s|\svs\.?\s)\s*", re.IGNORECASE)

_BORROWED = re.compile(
    r"\b(?:karaoke|tribute|cover(?:ed)?|(?:originally|as) (?:performed|made|sung)|made (?:famous|popular) by"
    r"|in the style of|sing-?along|backing track|originally by)\b",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"(?:(?:performed|famous|popular|sung|originally) by|in the style of) ([^)\]]+?)(?: -.*)?$"
    r"|^(?:the )?(.+?) cover\b",
    re.IGNORECASE,
)


def is_version(part: str) -> bool:
    """Whether a part of a title, in brackets or after a dash, only says which version it is, or who sings."""
    part = part.strip()
    return bool(_VERSION.search(part) or _ALONE.fullmatch(part))


def plain(title: str) -> str:
    """The title without what tells its versions apart.

    >>> plain("Hyperballad (feat. X) - 2011 Remaster"), plain("Mothers (Pt. 2) - Live at Wembley")
    ('Hyperballad', 'Mothers (Pt. 2)')
    """
    bare = _BRACKETS.sub(lambda found: "" if is_version(found[1]) else found[0], title)
    head, *tails = _DASH.split(bare)
    while tails and is_version(tails[-1]):
        tails.pop()
    bare = _CREDIT.sub("", _TAIL.sub("", " - ".join([head, *tails]))).strip(" -–—")
    return bare or title.strip()


def shown(title: str) -> str:
    """The title of a song of which this is the plainest version: a remix says so, a remaster does not.

    >>> shown("Under Pressure - 2011 Remaster"), shown("All the Time (feat. X) - Don Diablo Remix")
    ('Under Pressure', 'All the Time - Don Diablo Remix')
    """
    other = [part.strip() for part in _parts(title) if is_version(part) and _OTHER_SOUND.search(part)]
    return " - ".join([plain(title), *dict.fromkeys(other)])


def title_key(title: str) -> str:
    """What all versions of a title have in common, whatever its case, accents and punctuation.

    Second titles in brackets do not count: `Breathe (In the Air)` is `Breathe`.
    """
    bare = plain(title)
    short = _BRACKETS.sub(lambda found: found[0] if _APART.search(found[1]) else " ", bare)
    return spaced(short) or spaced(bare) or "".join(fold(bare).split()) or bare


def marks(title: str) -> int:
    """How many parts of a title say that it is a version: the plainest stands for the song."""
    return sum(is_version(part) and not _GUESTS.match(part.strip()) for part in _parts(title))


def guests(title: str) -> tuple[str, ...]:
    """Artists that a title names: `Stay (with Justin Bieber)`, `Song feat. A & B`."""
    named = [found["names"] for part in _parts(title) if (found := _GUESTS.fullmatch(part.strip()))]
    if tail := _TAIL.search(_BRACKETS.sub("", title)):
        named.append(tail["names"])
    return tuple(dict.fromkeys(name for one in named for name in _LISTED.split(one) if name))


def credited_keys(artist: str, title: str = "") -> set[str]:
    """Keys of everybody whom an artist's line and a title name: `A & B feat. C`, `Beatles, The`."""
    last = _THE_LAST.fullmatch(artist)
    alone = _TAIL.sub("", _BRACKETS.sub("", artist))
    tail = _TAIL.search(artist)
    names = [artist, f"The {last[1]}" if last else artist, alone, *_LISTED.split(alone)]
    names += _LISTED.split(tail["names"]) if tail else []
    return {normalise(name) for name in (*names, *guests(title))} - {""}


def borrowed(title: str) -> bool:
    """Whether a title says that the song is another's: a cover, a karaoke track."""
    tail = _CREDIT.search(title)
    return bool(tail) or any(_BORROWED.search(part) for part in _parts(title))


def owner(title: str) -> str | None:
    """Whose song a cover says it is: `Creep (In the Style of Radiohead) [Karaoke Version]`."""
    credit = _CREDIT.search(title)
    said = [*_parts(title), *([credit[0]] if credit else [])]
    found = next((found for part in said if (found := _OWNER.search(part))), None)
    return next(filter(None, found.groups())).strip() if found else None


def _parts(title: str) -> list[str]:
    """What stands in brackets and after dashes."""
    return [*_BRACKETS.findall(title), *_DASH.split(_BRACKETS.sub("", title))[1:]]
