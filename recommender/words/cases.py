"""Russian names in whichever case a sentence puts them: `Алису`, `Виктора Цоя`.

The stems are Snowball's (https://snowballstem.org/algorithms/russian/stemmer.html).
"""

import re

from Stemmer import Stemmer

from recommender.words.names import spaced

_RUSSIAN = re.compile(r"[а-яё]", re.IGNORECASE)


def stem(name: str) -> str:
    """The stems of a name's words, the same in every case; none of a name without Russian letters.

    >>> stem("Алиса"), stem("включи Алису"), stem("Alice")
    ('алис', 'включ алис', '')
    """
    if not _RUSSIAN.search(name):
        return ""
    # one of its own: a stemmer must not be shared by threads, and takes 4 µs to make
    return " ".join(Stemmer("russian").stemWords(spaced(name).split()))
