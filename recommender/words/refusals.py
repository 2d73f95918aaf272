"""Lines that say who or what is not wanted: `no metal`, `anything but Drake`, `Drake sucks`, `без рэпа`."""

import re
from collections.abc import Iterator

_MORE = r"(?:(?<!\s)\s++(?:any\s?more|any longer|again|ever(?: again)?|mehr|больше))?"
"""What says behind a name that it was wanted once."""
_REFUSED = tuple(
    re.compile(pattern + _MORE, re.IGNORECASE)
    for pattern in (
        r"(?:no more|enough of|less|(?:anything|everything|everyone|all) (?:but|except)|neither"
        r"|(?:i\s+)?(?:really\s+)?(?:hate|dislike|can['’]?t (?:stand|listen to)"
        r"|(?:don['’]?t|do not) (?:really )?(?:like|want))(?:\s+any)?"
        r"|(?:i['’]?m |i am )?(?:(?:so )?(?:tired|sick) of|fed up with"
        r"|not (?:really )?(?:into|a (?:big )?fan of))"
        r"|block|ban|never show(?: me)?|(?:don['’]?t|do not|stop) (?:show|recommend)(?:ing)?(?: me)?"
        r"|not|no(?! i\b)|without|minus|except|instead of|rather than)\s++(.+?)",
        r"(?:(?:ich )?hasse|(?:ich )?mag keine?n?|alles (?:außer|ausser)|nie wieder|weder"
        r"|ich bin kein fan von"
        r"|(?:bitte |bloß |nur )?keine?n?(?: mehr)?|blockiere?|nicht|ohne|außer|(?:an)?statt)\s++(.+?)",
        r"(.+?) (?:sucks?|stinks?|(?:is|are) (?:awful|crap|garbage|horrible|overrated|terrible|trash))",
        r"(?:ich )?(?:mag|will|möchte|kann) (.+?) nicht(?: mehr)?(?: (?:hören|leiden|ausstehen))?(?: so)?",
        r"mich (?:nervt|nerven) (.+?)",
        r"(.+?) (?:nervt|nerven"
        r"|(?:ist|sind) (?:furchtbar|schrecklich|schlecht|scheiße|mies|doof|blöd|überbewertet))",
        r"(?:мне )?(?:надоел[аи]?|достал[аи]?) (.+?)",
        r"(.+?) (?:мне )?(?:не нрав[ия]тся|не очень|отстой|гадость|фигня|бесит|надоел[аи]?)",
        r"(?:(?:я )?(?:ненавижу|не люблю|не хочу|не (?:фанат|перевариваю)|терпеть не могу|устала? от)"
        r"|мне не нравится|не показывай(?: мне)?|больше не надо"
        r"|только не|вс[её],? кроме|хватит|заблокируй|убери|не|ни|нет(?! я\b)|без|кроме|вместо)\s++(.+?)",
    )
)
_SHORT = re.compile(
    r"(?:only |nur |только )?(?:not|no|without|minus|except|nicht|keine?n?|ohne|außer|не|ни|нет|без|кроме)\s",
    re.IGNORECASE,
)
_EACH = re.compile(r"(?<!\s)\s*+,\s*(?:nor|noch|ни)?\s+|(?<!\s)\s++(?:nor|noch|ни)\s+", re.IGNORECASE)
_POLITE = re.compile(r"\s(?:please|pls|bitte|пожалуйста)$", re.IGNORECASE)
_SIGNS = " .,!…"
_ENDINGS = "аыиуяью"
"""What Russian puts behind a genre that is missing: `без рэпа`."""
_OWN_ENDINGS = ("", "а", "й")
"""What stands there in `рэп`, `попса` and `Цой`."""


def refused(text: str) -> Iterator[str]:
    """What such a line may name, as it stands and with other Russian endings; nothing of other lines."""
    said = _POLITE.sub("", text.strip(_SIGNS)).rstrip(_SIGNS)
    found = next(filter(None, (one.fullmatch(said) for one in _REFUSED)), None)
    if found is not None:
        yield from spelt(found[1])


def spelt(words: str) -> Iterator[str]:
    """Words as they stand, and with the endings that they may have had before Russian bent them."""
    yield words
    if words[1:] and words[-1] in _ENDINGS:
        yield from (words[:-1] + ending for ending in _OWN_ENDINGS)


def is_short(text: str) -> bool:
    """Whether a line refuses by a single word, `not Muse`, of which a comma behind the name is the end."""
    return _SHORT.match(text.strip()) is not None


def each(words: str) -> list[str]:
    """What is refused one by one: `neither Muse nor Drake`."""
    return [part for part in _EACH.split(words) if part]
