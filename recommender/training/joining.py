"""Which spellings are one artist: keys that merge spellings and keep homonyms apart.

Spellings meet on `names.normalise`. Two rules guard against blind merging, both weighing what listeners
and editors say of each spelling (the words of its tags, compared by cosine):

- same key, yet their tags have nothing in common: a homonym (`Modà`, `Moda`), which keeps its own spelling
  as its key;
- keys that differ in spaces or "the" alone: merged only when their tags agree (`Dr.ive` is not `Drive`).

Publishers' ids that share a spelling are homonyms too: all but the most frequent get a key of their own.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping

import numpy as np
import pandas as pd

from recommender.training.datasets import DataSet
from recommender.words.names import compact, normalise

_AGAINST = 0.02  # tag cosine under which two spellings of one key are two artists
_FOR = 0.3  # tag cosine from which two keys of one compact form are one artist
_ENOUGH_WORDS = 6  # fewer say too little to keep spellings apart

Words = dict[str, float]


def key_spellings(datasets: Iterable[DataSet]) -> pd.DataFrame:
    """Give every spelling (and publisher's id) its artist key.

    Returns a frame of spelling (str), id (str), key (str), uses (int: baskets and facts that use it).
    """
    datasets = list(datasets)
    uses = _count_uses(datasets)
    words = _tag_words(datasets)
    by_spelling = _split_homonyms(uses.groupby("artist")["uses"].sum().to_dict(), words)
    merged = _merge_spacings(by_spelling, words)
    table = uses.rename(columns={"artist": "spelling"})
    table["key"] = [merged[by_spelling[spelling]] for spelling in table["spelling"]]
    return _split_ids(table)


def _count_uses(datasets: Iterable[DataSet]) -> pd.DataFrame:
    columns = ["artist", "id"]
    named = [dataset.baskets[columns] for dataset in datasets]
    named += [
        facts[["artist"]].drop_duplicates().assign(id="")
        for d in datasets
        for facts in (d.tags, d.popularity)
    ]
    rows = pd.concat(named)
    rows = rows[[bool(normalise(name)) for name in rows["artist"]]]
    return rows.groupby(columns, sort=True).size().rename("uses").reset_index()


def _tag_words(datasets: Iterable[DataSet]) -> dict[str, Words]:
    words: dict[str, Words] = defaultdict(lambda: defaultdict(float))
    for dataset in datasets:
        for artist, tag in zip(dataset.tags["artist"], dataset.tags["tag"], strict=True):
            for word in re.findall(r"\w+", tag):
                words[artist][word] += 1.0
    return words


def _split_homonyms(uses: Mapping[Hashable, int], words: Mapping[str, Words]) -> dict[str, str]:
    groups: dict[str, list[str]] = defaultdict(list)
    for spelling in sorted(map(str, uses), key=lambda name: (-uses[name], name)):
        groups[normalise(spelling)].append(spelling)
    keys: dict[str, str] = {}
    for key, (main, *others) in groups.items():
        keys[main] = key
        for other in others:
            keys[other] = _homonym_key(other, key) if _differ(words, main, other) else key
    return keys


def _merge_spacings(by_spelling: Mapping[str, str], words: Mapping[str, Words]) -> dict[str, str]:
    of_key: dict[str, Words] = defaultdict(lambda: defaultdict(float))
    spellings: dict[str, int] = defaultdict(int)
    for spelling, key in by_spelling.items():
        spellings[key] += 1
        for word, weight in words.get(spelling, {}).items():
            of_key[key][word] += weight
    groups: dict[str, list[str]] = defaultdict(list)
    for key in of_key.keys() | spellings.keys():
        groups[compact(key)].append(key)
    merged = {key: key for key in spellings}
    for keys in groups.values():
        main, *others = sorted(keys, key=lambda key: (-sum(of_key[key].values()), key))
        merged |= {other: main for other in others if _cosine(of_key[main], of_key[other]) >= _FOR}
    return merged


def _split_ids(table: pd.DataFrame) -> pd.DataFrame:
    ranked = table[table["id"] != ""].sort_values(["spelling", "uses", "id"], ascending=[True, False, True])
    lesser = ranked.index[ranked.duplicated("spelling")]
    table.loc[lesser, "key"] = table.loc[lesser, "key"] + "~" + table.loc[lesser, "id"].str[:6]
    return table


def _exact(spelling: str) -> str:
    return unicodedata.normalize("NFKC", spelling).casefold().strip()


def _homonym_key(spelling: str, taken: str) -> str:
    exact = _exact(spelling)
    return exact if exact != taken else f"{taken}~2"


def _differ(words: Mapping[str, Words], one: str, other: str) -> bool:
    if _exact(one) == _exact(other):
        return False
    left, right = words.get(one, {}), words.get(other, {})
    return min(sum(left.values()), sum(right.values())) >= _ENOUGH_WORDS and _cosine(left, right) < _AGAINST


def _cosine(left: Words, right: Words) -> float:
    dot = sum(weight * right[word] for word, weight in left.items() if word in right)
    norms = np.sqrt(sum(w * w for w in left.values()) * sum(w * w for w in right.values()))
    return float(dot / norms) if norms else 0.0
