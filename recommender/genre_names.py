"""Genres and decades as listeners write them, where the vocabulary of the data sets has another word."""

from recommender.names import compact

_CALLED: dict[str, tuple[str, ...]] = {
    "acoustic pop": ("acoustic", "acoustic music", "акустика"),
    "afropop": ("afrobeats",),
    "alternative": ("альтернатива", "alternativ"),
    "alternative country": ("alt-country",),
    "ambient": ("эмбиент", "ambient music"),
    "arab pop": ("arabic", "arabic pop", "arabic music"),
    "black metal": ("блэк-метал",),
    "blues": ("блюз",),
    "boy band": ("boy bands", "boybands"),
    "broadway": ("musical", "musicals", "мюзикл", "мюзиклы"),
    "children's music": ("children", "kids music", "Kindermusik", "детские песни"),
    "classical": (
        "classic music",
        "classical music",
        "классика",
        "классическая музыка",
        "Klassik",
        "klassische Musik",
    ),
    "country": ("кантри",),
    "dance pop": ("dance", "dance music", "танцевальная музыка", "Tanzmusik"),
    "death metal": ("дэт-метал",),
    "disco": ("диско",),
    "downtempo": ("chillout", "chill-out", "чиллаут"),
    "drum and bass": ("dnb", "d'n'b", "драм-н-бейс", "drum'n'bass"),
    "dubstep": ("дабстеп",),
    "electronica": (
        "electronic",
        "electronic music",
        "электроника",
        "электронная музыка",
        "elektronische Musik",
    ),
    "electropop": ("электропоп",),
    "folk": ("фолк",),
    "folk rock": ("фолк-рок",),
    "french hip hop": ("French rap", "rap français", "французский рэп"),
    "funk": ("фанк",),
    "gabba": ("gabber",),
    "gangster rap": ("gangsta rap", "гангста-рэп"),
    "garage rock": ("garage",),
    "german hip hop": ("Deutschrap", "German rap", "deutscher Rap", "немецкий рэп"),
    "german pop": ("Deutschpop",),
    "german rock": ("Deutschrock", "немецкий рок"),
    "girl group": ("girl groups",),
    "glam metal": ("hair metal",),
    "gothic rock": ("goth", "goth rock", "готика", "готик-рок"),
    "grunge": ("гранж",),
    "hard rock": ("хард-рок",),
    "hip hop": ("хип-хоп", "rap music", "rappers", "rapper", "рэперы"),
    "house": ("хаус", "house music"),
    "indie pop": ("инди-поп",),
    "indie rock": ("indie", "indie music", "инди", "инди-рок"),
    "intelligent dance music": ("IDM",),
    "italian disco": ("italo disco", "italo"),
    "j-pop": ("Japanese pop", "японская поп-музыка"),
    "j-rock": ("Japanese rock", "японский рок"),
    "jazz": ("джаз", "jazz music"),
    "k-pop": ("кей-поп", "korean pop"),
    "k-pop boy group": ("k-pop boy groups", "k-pop boy bands"),
    "k-pop girl group": ("k-pop girl groups",),
    "latin hip hop": ("Latin rap",),
    "lo-fi beats": ("lo-fi hip hop", "lo-fi music"),
    "metal": ("heavy metal", "метал", "металл", "хеви-метал"),
    "modern bollywood": ("Bollywood", "болливуд"),
    "neue deutsche welle": ("NDW",),
    "new americana": ("Americana",),
    "noise rock": ("noise", "нойз"),
    "opera": ("опера", "Oper"),
    "pop": ("поп-музыка", "pop music", "Popmusik"),
    "post-punk": ("пост-панк", "постпанк"),
    "progressive rock": ("prog", "prog rock", "прог-рок", "прогрессивный рок"),
    "psychedelic trance": ("psytrance", "goa", "goa trance"),
    "punk": ("панк", "punk rock", "панк-рок"),
    "r&b": ("rnb", "rhythm and blues", "арэнби"),
    "rap": ("рэп", "реп"),
    "reggae": ("регги", "рэгги"),
    "rock": ("рок", "rock music", "Rockmusik", "рок-музыка"),
    "rock-and-roll": ("rock'n'roll", "рок-н-ролл"),
    "russian": ("русская музыка", "Russian music"),
    "russian hip hop": ("Russian rap", "русский рэп", "русский хип-хоп"),
    "russian rock": ("русский рок",),
    "schlager": ("шлягер", "Schlagermusik"),
    "sludge metal": ("sludge",),
    "soul": ("соул", "soul music"),
    "soundtrack": ("soundtracks", "film music", "Filmmusik", "саундтрек", "саундтреки", "музыка из фильмов"),
    "southern hip hop": ("southern rap",),
    "surf music": ("surf rock", "сёрф"),
    "swing": ("свинг",),
    "synthpop": ("синти-поп", "синтипоп"),
    "techno": ("техно", "techno music"),
    "trance": ("транс",),
    "uk hip hop": ("UK rap", "British rap"),
    "video game music": ("game music", "Videospielmusik", "музыка из игр"),
    "world": ("world music", "Weltmusik"),
}

_DECADES: dict[str, tuple[str, ...]] = {
    "50s": ("fifties", "Fünfziger", "Fünfzigern", "пятидесятые", "пятидесятых"),
    "60s": ("sixties", "Sechziger", "Sechzigern", "шестидесятые", "шестидесятых"),
    "70s": ("seventies", "Siebziger", "Siebzigern", "семидесятые", "семидесятых"),
    "80s": ("eighties", "Achtziger", "Achtzigern", "восьмидесятые", "восьмидесятых"),
    "90s": ("nineties", "Neunziger", "Neunzigern", "девяностые", "девяностых"),
    "00s": ("noughties", "Nullerjahre", "нулевые", "нулевых"),
}
DECADES_IN_WORDS = tuple(word for words in _DECADES.values() for word in words)
_ENDINGS = ("s", "er", "ern", "е", "х", "ые", "ых")


def _written(decade: str) -> tuple[str, ...]:
    """In figures, as languages write them: 80s, 1980s, 80er, 80-х."""
    digits, century = decade[:2], "20" if decade == "00s" else "19"
    return tuple(f"{start}{digits}{ending}" for start in ("", century) for ending in _ENDINGS)


IN_THE_VOCABULARY = {
    compact(name): said
    for said, names in (_CALLED | {one: (*_DECADES[one], *_written(one)) for one in _DECADES}).items()
    for name in names
}
"""The compact form of a name -> the genre's own name; of a decade the listeners' tag."""


def decade(text: str) -> str | None:
    """The tag of the decade that is called so."""
    form = compact(text)
    said = IN_THE_VOCABULARY.get(form, form)
    return said if said in _DECADES else None


def of_a_decade(text: str) -> tuple[str, str] | None:
    """What words name beside a decade, and its tag: `80s rock`, `рок 80-х`."""
    words = text.split()
    for time, rest in ((words[:1], words[1:]), (words[-1:], words[:-1])):
        if rest and (tag := decade(" ".join(time))):
            return " ".join(rest), tag
    return None
