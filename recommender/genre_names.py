"""Genres as listeners write them, where the vocabulary of the data sets has another word for it."""

from recommender.names import compact

_CALLED: dict[str, tuple[str, ...]] = {
    "alternative": ("альтернатива", "alternativ"),
    "blues": ("блюз",),
    "classical": (
        "classic music",
        "classical music",
        "классика",
        "классическая музыка",
        "Klassik",
        "klassische Musik",
    ),
    "country": ("кантри",),
    "disco": ("диско",),
    "drum and bass": ("dnb", "d'n'b", "драм-н-бейс"),
    "electronica": (
        "electronic",
        "electronic music",
        "электроника",
        "электронная музыка",
        "elektronische Musik",
    ),
    "folk": ("фолк",),
    "funk": ("фанк",),
    "german hip hop": ("Deutschrap", "German rap", "deutscher Rap"),
    "hip hop": ("хип-хоп", "rap music"),
    "house": ("хаус", "house music"),
    "indie rock": ("indie", "indie music", "инди", "инди-рок"),
    "jazz": ("джаз", "jazz music"),
    "k-pop": ("кей-поп", "korean pop"),
    "metal": ("heavy metal", "метал", "металл", "хеви-метал"),
    "neue deutsche welle": ("NDW",),
    "pop": ("поп-музыка", "pop music", "Popmusik"),
    "punk": ("панк", "punk rock", "панк-рок"),
    "r&b": ("rnb", "rhythm and blues", "арэнби"),
    "rap": ("рэп", "реп"),
    "reggae": ("регги", "рэгги"),
    "rock": ("рок", "rock music", "Rockmusik", "рок-музыка"),
    "russian rock": ("русский рок",),
    "soul": ("соул", "soul music"),
    "techno": ("техно", "techno music"),
    "trance": ("транс",),
}

IN_THE_VOCABULARY = {compact(name): genre for genre, names in _CALLED.items() for name in names}
"""The compact form of a name -> the genre's own name."""
