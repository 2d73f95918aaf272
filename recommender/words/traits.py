"""What listeners say of artists beside their genres: their time, their country, and who or what sounds.

These lead to artists, and no card shows them: they tell little of the music.
"""

import re

from recommender.words.names import compact

LATEST = "2010s"
"""After the listeners' tags; by when songs came out."""
_DECADES: dict[str, tuple[str, ...]] = {
    "50s": ("fifties", "Fünfziger", "Fünfzigern", "пятидесятые", "пятидесятых"),
    "60s": ("sixties", "Sechziger", "Sechzigern", "шестидесятые", "шестидесятых"),
    "70s": ("seventies", "Siebziger", "Siebzigern", "семидесятые", "семидесятых"),
    "80s": ("eighties", "Achtziger", "Achtzigern", "восьмидесятые", "восьмидесятых"),
    "90s": ("nineties", "Neunziger", "Neunzigern", "девяностые", "девяностых"),
    "00s": ("noughties", "Nullerjahre", "нулевые", "нулевых"),
    LATEST: ("Zehnerjahre", "десятые", "десятых"),
}
DECADES_IN_WORDS = tuple(word for words in _DECADES.values() for word in words)
_ENDINGS = ("s", "er", "ern", "е", "х", "ые", "ых")

_COUNTRIES: dict[str, tuple[str, ...]] = {
    # English, and its country; German; Russian by their stems
    "american": ("america", "usa", "amerika", "amerikanisch", "американск", "америка", "сша", "америки"),
    "australian": ("australia", "australien", "australisch", "австралийск", "австралия", "австралии"),
    "brazilian": ("brazil", "brasil", "brasilien", "brasilianisch", "бразильск", "бразилия", "бразилии"),
    "british": (
        "britain",
        "uk",
        "england",
        "english",
        "britisch",
        "englisch",
        "британск",
        "английск",
        "англия",
        "англии",
    ),
    "canadian": ("canada", "kanada", "kanadisch", "канадск", "канада", "канады"),
    "finnish": ("finland", "finnland", "finnisch", "финск", "финляндия", "финляндии"),
    "french": ("france", "frankreich", "französisch", "французск", "франция", "франции"),
    "german": (
        "germany",
        "deutschland",
        "deutsch",
        "deutschsprachige",
        "deutschsprachiger",
        "немецк",
        "германия",
        "германии",
    ),
    "icelandic": ("iceland", "island", "isländisch", "исландск", "исландия", "исландии"),
    "irish": ("ireland", "irland", "irisch", "ирландск", "ирландия", "ирландии"),
    "italian": ("italy", "italien", "italienisch", "итальянск", "италия", "италии"),
    "japanese": ("japan", "japanisch", "японск", "япония", "японии"),
    "korean": ("korea", "koreanisch", "корейск", "корея", "кореи"),
    "polish": ("poland", "polen", "polnisch", "польск", "польша", "польши"),
    "russian": ("russia", "russland", "russisch", "русск", "российск", "россия", "россии"),
    "scottish": ("scotland", "schottland", "schottisch", "шотландск", "шотландия", "шотландии"),
    "spanish": ("spain", "spanien", "spanisch", "испанск", "испания", "испании"),
    "swedish": ("sweden", "schweden", "schwedisch", "шведск", "швеция", "швеции"),
}
_GERMAN, _RUSSIAN = ("e", "er", "es", "en"), ("ая", "ие", "ую", "ий", "их", "ой", "ом")

_VOICES = {
    "female vocalists": (
        *("female", "female vocalist", "female vocals", "female voice", "female voices", "women"),
        *("female singer", "female singers", "female artists", "female fronted"),
        *("Sängerinnen", "Frauenstimmen", "weibliche Stimmen", "певицы", "женский вокал", "женские голоса"),
    ),
    "male vocalists": (
        *("male", "male vocalist", "male vocals", "male voice", "male voices", "male singer", "male singers"),
        *("Männerstimmen", "männliche Stimmen", "певцы", "мужской вокал", "мужские голоса"),
    ),
}
_SOUNDS = {
    "instrumental": (
        *("instrumentals", "instrumental music", "no vocals", "without vocals", "without words"),
        *("Instrumentalmusik", "инструментал", "инструментальная", "инструментальная музыка"),
    ),
    "guitar": ("guitars", "guitar music", "Gitarre", "Gitarrenmusik", "гитара"),
    "piano": ("piano music", "Klavier", "Klaviermusik", "пианино", "фортепиано"),
}
_OCCASIONS = {
    "christmas": (
        *("xmas", "christmas music", "christmas songs", "Weihnachten", "Weihnachtslieder"),
        *("Weihnachtsmusik", "рождество", "рождественские песни", "новогодние песни"),
    ),
    "oldies": ("golden oldies", "oldie", "ретро"),
}


def _in_figures(decade: str) -> tuple[str, ...]:
    """As languages write it: 80s, 1980s, 80er, 80-х."""
    if decade == LATEST:  # 10s may be anything
        return tuple(f"2010{ending}" for ending in _ENDINGS)
    digits, century = decade[:2], "20" if decade == "00s" else "19"
    return tuple(f"{start}{digits}{ending}" for start in ("", century) for ending in _ENDINGS)


def _inflected(name: str) -> tuple[str, ...]:
    """A name of a country as it is, or what is said of its people with its endings."""
    if name.endswith("к"):
        return tuple(name + ending for ending in _RUSSIAN)
    return (name, *(name + ending for ending in _GERMAN)) if name.endswith("sch") else (name,)


FAMILIES: tuple[dict[str, tuple[str, ...]], ...] = (
    {decade: (*words, *_in_figures(decade)) for decade, words in _DECADES.items()},
    {of: tuple(form for name in names for form in _inflected(name)) for of, names in _COUNTRIES.items()},
    _VOICES,
    _SOUNDS,
    _OCCASIONS,
)
"""Listeners' tags of one kind, each with other words for it: of a kind an artist is what most say."""
TRAITS = {
    compact(name): tag for family in FAMILIES for tag, names in family.items() for name in (tag, *names)
}
"""The compact form of a word -> the tag."""
_WORDS = 2  # of a trait, at most, beside a genre
_FROM = re.compile(r"^(?:from|in|aus|auf|из|на)\s", re.IGNORECASE)


def trait(text: str) -> str | None:
    """The tag of what is called so beside genres."""
    return TRAITS.get(compact(text))


def decade(text: str) -> str | None:
    """The tag of the decade that is called so."""
    tag = trait(text)
    return tag if tag in _DECADES else None


def country(text: str) -> str | None:
    """The tag of the country that is called so, also after `from`."""
    tag = trait(_FROM.sub("", text))
    return tag if tag in _COUNTRIES else None


def beside_a_trait(text: str) -> list[tuple[str, str]]:
    """What words may name beside a trait, and its tag: `80s rock`, `рок 80-х`, `female vocalists jazz`.

    A country may stand behind it: `Rap auf Deutsch`.
    """
    words = text.split()
    cuts = [at for at in (*range(1, _WORDS + 1), *range(-1, -_WORDS - 1, -1)) if 0 < abs(at) < len(words)]
    parts = [(words[:at], words[at:]) if at > 0 else (words[at:], words[:at]) for at in cuts]
    read = [(" ".join(rest), trait(" ".join(said)) or country(" ".join(said))) for said, rest in parts]
    return [(rest, tag) for rest, tag in read if tag]
