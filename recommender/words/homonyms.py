"""Artists of whom data sets say what is another's of the same name: The Fall are no swancore band.

Who is meant is told by whom listeners and playlists have beside them. The well known are written down here,
each with a genre that gives the other away, and what they are; a bundle without that genre stays as it is.
"""

from collections.abc import Sequence

from recommender.words.names import normalise
from recommender.words.traits import trait

_SAID_OF_ANOTHER: dict[str, tuple[str, tuple[str, ...]]] = {
    "Archive": ("afrofuturism", ("trip hop", "progressive rock", "electronica")),
    "Bent": ("modern country rock", ("downtempo", "electronica")),
    "Brando": ("world worship", ("dance pop", "house")),
    "Bushido": ("post-punk", ("german hip hop", "rap")),
    "Camel": ("deep tech house", ("progressive rock", "symphonic rock")),
    "Destruction": ("slamming deathcore", ("thrash metal", "german thrash metal", "metal")),
    "Electronic": ("psychedelic hip hop", ("synthpop", "alternative dance", "dance rock")),
    "Georgia": ("country pop", ("electropop", "dance pop")),
    "H.E.R.": ("french indietronica", ("r&b", "alternative r&b")),
    "IAM": ("sad rap", ("french hip hop", "rap")),
    "Massiv": ("house", ("german hip hop", "rap")),
    "Mina": ("queens hip hop", ("italian pop",)),
    "Propaganda": ("christian trap", ("synthpop", "new wave")),
    "Punch": ("groove metal", ("k-pop",)),
    "Rain": ("progressive rock", ("k-pop",)),
    "Texas": ("country road", ("pop rock", "alternative rock")),
    "The Fall": ("swancore", ("post-punk", "uk post-punk", "alternative rock")),
}
_BY_KEY = {normalise(name): said for name, said in _SAID_OF_ANOTHER.items()}


def put_right(keys: Sequence[str], said: list[list[int]], vocabulary: Sequence[str]) -> list[list[int]]:
    """What is `said` of the artists with these keys, as numbers of the vocabulary, and not of others."""
    numbers = {word: number for number, word in enumerate(vocabulary)}
    right = list(said)
    for at, key in enumerate(keys):
        other, own = _BY_KEY.get(key, ("", ()))
        if numbers.get(other) in said[at]:
            traits = [number for number in said[at] if trait(vocabulary[number])]
            right[at] = [*(numbers[word] for word in own if word in numbers), *traits]
    return right
