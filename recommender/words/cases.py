"""Russian names in whichever case a sentence puts them: `Алису`, `Виктора Цоя`.

The stems are Snowball's (https://snowballstem.org/algorithms/russian/stemmer.html).
"""

import re

from Stemmer import Stemmer

from recommender.words.names import spaced

_RUSSIAN = re.compile(r"[а-я]")  # folded; ё has lost its dots


def stem(name: str) -> str:
    """The stems of a name's words, the same in every case; none of a name without Russian letters.

    >>> stem("Алиса"), stem("включи Алису"), stem("Alice")
    ('алис', 'включ алис', '')
    """
    words = spaced(name)
    if not _RUSSIAN.search(words):
        return ""
    # one of its own: a stemmer must not be shared by threads, and takes 4 µs to make
    return " ".join(Stemmer("russian").stemWords(words.split()))
