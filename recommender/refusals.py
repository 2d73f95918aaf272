"""Lines that say who or what is not wanted: `no metal`, `anything but Drake`, `Drake sucks`, `без рэпа`."""

import re
from collections.abc import Iterator

_REFUSED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:no more|enough of|less|(?:anything|everything|everyone|all) (?:but|except)"
        r"|(?:i\s+)?(?:hate|dislike|can['’]?t stand|(?:don['’]?t|do not) (?:like|want))(?:\s+any)?"
        r"|block|ban|never show(?: me)?|(?:don['’]?t|do not|stop) (?:show|recommend)(?:ing)?(?: me)?"
        r"|not|no|without|except)\s+(.+)",
        r"(?:ich hasse|ich mag keine?n?|alles (?:außer|ausser)|nie wieder"
        r"|(?:bitte |bloß |nur )?keine?n?(?: mehr)?|blockiere?|nicht|ohne)\s+(.+)",
        r"(.+?) (?:sucks?|stinks?|(?:is|are) (?:awful|crap|garbage|horrible|overrated|terrible|trash))",
        r"ich (?:mag|will|möchte) (.+?) nicht(?: mehr)?",
        r"mich (?:nervt|nerven) (.+)",
        r"(.+?) (?:nervt|nerven|(?:ist|sind) (?:furchtbar|schrecklich|schlecht|scheiße|mies|überbewertet))",
        r"мне надоел[аи]? (.+)",
        r"(.+?) (?:мне )?(?:не нрав[ия]тся|отстой|гадость|фигня|бесит|надоел[аи]?)",
        r"(?:(?:я )?(?:ненавижу|не люблю|не хочу)|мне не нравится|не показывай(?: мне)?|больше не надо"
        r"|только не|вс[её],? кроме|хватит|заблокируй|убери|не|нет|без|кроме)\s+(.+)",
    )
)
_POLITE = re.compile(r"\s(?:please|pls|bitte|пожалуйста)$", re.IGNORECASE)
_SIGNS = " .,!…"
_ENDINGS = "аыиуяью"
"""What Russian puts behind a genre that is missing: `без рэпа`."""


def refused(text: str) -> Iterator[str]:
    """What such a line may name, as it stands and without a Russian ending; nothing of other lines."""
    said = _POLITE.sub("", text.strip(_SIGNS)).rstrip(_SIGNS)
    found = next(filter(None, (one.fullmatch(said) for one in _REFUSED)), None)
    if found is None:
        return
    yield found[1]
    if found[1][1:] and found[1][-1] in _ENDINGS:
        yield found[1][:-1]
