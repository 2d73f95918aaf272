"""What a list of songs is asked by: pure rules on a listener's history, likes and words."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from handlers.lists.heard import artist_key
from handlers.lists.spellings import forms
from handlers.lists.wishes import UNWANTED
from recommender.tracks import Song
from storage import HeardSong, Verdict

STRONGEST = 150
"""Songs of a history that make a list; the rest would only blur it."""
STRONGEST_ARTISTS = 30
"""Artists of a history whose songs make a list where the history's own are not known."""
OF_ARTIST = 10
"""Songs that stand for an artist who was asked for."""
OF_LIKED = 5
"""Songs that stand for an artist whom the listener likes, all of them together as loud as one heard song."""
_SKIPS_COUNT = 0.5
_SOFTLY = 0.1  # what songs of a close artist count beside an artist's own

SongsOf = Callable[[str], Sequence[Song]]  # artist key -> songs, the best known first
Find = Callable[[str, str], Sequence[str]]  # artist's name, title -> song keys


@dataclass(frozen=True, slots=True)
class Basket:
    """The engine's arguments: weights of what is wanted, what may come back of it, what is left out.

    `exclude` holds song keys, `without` artist keys; `heard` the keys of songs that the listener has heard.
    """

    liked: Mapping[str, float]
    keep: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    heard: frozenset[str] = field(default_factory=frozenset)


def of_song(song: Song, verdicts: Mapping[str, Verdict]) -> Basket:
    unwanted = unwanted_artists(verdicts)
    return Basket({song.key: 1.0}, without=tuple(key for key in unwanted if key not in song.artist_keys))


def of_artist(
    artist_key: str,
    songs: Sequence[Song],
    verdicts: Mapping[str, Verdict],
    own: int,
    near: Mapping[str, float],
    *,
    free: bool,
) -> Basket:
    """An artist's best known songs, `own` of them in the list; where it is `free`, any of their songs.

    Where there are few, songs of artists `near` them speak softly, too (and may be listed): the rest of one
    stranger's playlist would make the list.
    """
    led = sorted(songs, key=lambda song: song.artist_keys[0] != artist_key)  # guests' parts come last
    keys = [song.key for song in led]
    beside = {} if len(keys) >= OF_ARTIST else {key: _SOFTLY * weight for key, weight in near.items()}
    return Basket(
        liked=beside | dict.fromkeys(keys[:OF_ARTIST], 1.0),
        keep=(*(keys if free else keys[:own]), *(key for key in beside if key not in keys)),
        exclude=() if free else tuple(keys[own:]),
        without=tuple(key for key in unwanted_artists(verdicts) if key != artist_key),
    )


def around_artist(
    near: Mapping[str, float], songs_of: SongsOf, verdicts: Mapping[str, Verdict], each: int
) -> Basket:
    """Songs by artists who are close to one that has none, by their keys and closeness."""
    liked = songs_near(near, songs_of, each)
    return Basket(liked, keep=tuple(liked), without=unwanted_artists(verdicts))


def songs_near(near: Mapping[str, float], songs_of: SongsOf, each: int) -> dict[str, float]:
    """The best known songs of artists, weighed as these are."""
    return {song.key: weight for key, weight in near.items() for song in songs_of(key)[:each]}


def of_listener(
    songs: Sequence[HeardSong], verdicts: Mapping[str, Verdict], find: Find, songs_of: SongsOf
) -> Basket:
    """What was heard most, and songs by liked artists; never what was heard, nor by artists known already."""
    # of several who are credited the first named
    heard = {song: _keys_of(song.artist.partition(";")[0].strip(), song.name, find) for song in songs}
    strongest, likes = _strongest(heard), _likes(verdicts, songs_of)
    # Where hardly a song of theirs is known here, their artists speak for them
    beside = {} if len(strongest) >= OF_ARTIST else _of_their_artists(songs, verdicts, songs_of)
    every = frozenset(key for keys in heard.values() for key in keys)
    avoided = {*unwanted_artists(verdicts), *(key for key, one in verdicts.items() if one is Verdict.KNOWN)}
    return Basket(
        liked=beside | likes | strongest,
        keep=tuple(key for key in likes if key not in every),
        exclude=tuple(sorted(every)),
        without=tuple(sorted(avoided)),
        heard=every,
    )


def _keys_of(artist: str, title: str, find: Find) -> Sequence[str]:
    """The keys of a song by an artist who may be spelt as a channel, a sorted name or in two scripts."""
    return next((found for form in forms(artist) if (found := find(form, title))), ())


def unwanted_artists(verdicts: Mapping[str, Verdict]) -> tuple[str, ...]:
    return tuple(key for key, verdict in verdicts.items() if verdict in UNWANTED)


def _strongest(heard: Mapping[HeardSong, Sequence[str]]) -> dict[str, float]:
    """The logarithm of plays, late ones counting more and skips against, the most 1."""
    plays: dict[str, float] = defaultdict(float)
    for song, keys in heard.items():
        for key in keys[:1]:
            plays[key] += song.lately - _SKIPS_COUNT * song.skipped + song.saved
    wanted = sorted(((n, key) for key, n in plays.items() if n > 0), key=lambda pair: (-pair[0], pair[1]))
    most = math.log1p(max((n for n, _ in wanted), default=1.0))
    return {key: math.log1p(n) / most for n, key in wanted[:STRONGEST]}


def _of_their_artists(
    songs: Sequence[HeardSong], verdicts: Mapping[str, Verdict], songs_of: SongsOf
) -> dict[str, float]:
    """Songs by the artists who were heard most, all of one artist's together as loud as one heard song."""
    plays: dict[str, float] = defaultdict(float)
    for song in songs:
        plays[artist_key(song.artist)] += song.lately - _SKIPS_COUNT * song.skipped + song.saved
    wanted = sorted((key for key, n in plays.items() if n > 0 and key not in verdicts), key=plays.__getitem__)
    wanted = wanted[: -STRONGEST_ARTISTS - 1 : -1]
    most = math.log1p(plays[wanted[0]]) if wanted else 1.0
    return {
        song.key: math.log1p(plays[key]) / most / OF_LIKED
        for key in wanted
        for song in songs_of(key)[:OF_LIKED]
    }


def _likes(verdicts: Mapping[str, Verdict], songs_of: SongsOf) -> dict[str, float]:
    artists: Iterable[str] = (key for key, verdict in verdicts.items() if verdict is Verdict.LIKE)
    return {song.key: 1.0 / OF_LIKED for key in artists for song in songs_of(key)[:OF_LIKED]}
