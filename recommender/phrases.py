"""What people write around a name, `something like Radiohead please`, or without one: `hello there`."""

import re
from collections.abc import Callable

from recommender.names import fold

_WORD = re.compile(r"\S+")
_SIGNS_ALONE = 100  # a line of more signs is said to be long
_MOST = 12  # words around a name; more of them are no question for one
_SIGNS = ".,:;!?…-–—\"'«»„“”"


def _folded(words: str) -> frozenset[str]:
    return frozenset(map(fold, words.split()))


_POINTING = _folded(
    """
    like similar recommend suggest
    wie ähnlich ähnliche ähnliches empfiehl empfehle empfehlt
    похожие похожее похожих похожий похожую похоже похожи вроде типа наподобие посоветуй посоветуйте
    порекомендуй порекомендуйте
    """
)
"""After one of these comes a name, however it is spelt."""
_AROUND = _POINTING | _folded(
    """
    a act acts an and any anything are artist artists band bands by can could find from give group groups hear
    hello hey hi i i'd i'm in into is know listen listening looking for love me more music musician musicians
    gimme let's lets put wanna
    my need new of other others people play please pls really show singer singers some somebody someone
    something song songs sound sounding sounds stuff such as tell that the this to us want what which who
    would you your
    andere anderes bitte bist das du ein eine einen etwas es finde für gern gerne gib gruppe gruppen hallo hör
    höre hören ich im ist kannst künstler künstlerin künstlerinnen könntest lied lieder liebe mag mehr mir
    mach möchte musik musiker neue neues sänger sängerin so solche spiel spiele stil suche was wen wer will
    zeig zu
    а бы включи включите группа группы группу дай другие еще ещё и играй из или исполнители исполнителей
    исполнитель как какие какую люблю мне могу может можешь музыка музыки музыку на найди нравится нравятся
    песни песню пожалуйста покажи поставь поставьте привет слушаю слушать такие такое то хочу что
    что-нибудь что-то чего-нибудь чего-то кого-нибудь кто кто-нибудь кто-то это я
    """
)
_POLITE = _folded("please pls plz thanks thx bitte danke пожалуйста плиз спасибо")
_BEHIND = _POINTING | _folded(
    """
    artist artists band bands music musician singer song songs style vibes
    band gruppe künstler lieder musik
    группа исполнители музыка песни
    """
)
"""With these a line may end, where the name before them is one."""

_TALK = (
    _AROUND
    | _POLITE
    | _folded(
        """
        afternoon again alright are awesome best bot bye cheers cool day evening everyone fine going
        good goodbye great help here how how's it it's its later lot morning much nice night ok okay
        perfect see should start stuff sup surprise sure test thank there today tonight very welcome
        well what's work works yeah yep yes you're
        abend auf dank gut gute guten guter hilf hilfe ja jetzt kann klar lass moin morgen nacht nett
        prima schön servus sehr soll super tag toll tschüss tun überrasch überrasche vielen wie geht's
        wiedersehen
        благодарю большое бот будет вечер вечера да дела делать день дня доброго доброе добрый
        здравствуй здравствуйте классно круто лучшее меня мой нового ночи ок окей отлично пока помоги
        помощь понятно послушать салют сегодня сейчас спокойной спс старт супер тест ты удиви умеешь
        утро хай хорошо
        """
    )
)
"""Of these alone a line is made that names nobody."""
_ASKING = _folded(
    """
    anything find hear listen more music new recommend similar something songs suggest surprise what
    empfiehl empfehle empfehlt etwas hören musik neue neues soll überrasch überrasche was
    чего-нибудь что что-нибудь что-то кого-нибудь музыку найди нового новое послушать посоветуй посоветуйте
    порекомендуй порекомендуйте удиви
    """
)
"""With one of these such a line asks for something to hear."""

_DECADE = re.compile(
    r"(?:\b(?:from|of|in|the|aus|den|der|из)\s+)*['’]?(?<!\d)(?:19|20)?\d0(?:['’]?s|ern?|-?(?:е|х|ые|ых))(?!\w)",
    re.IGNORECASE,
)
_QUALITIES = _folded(
    """
    best classic contemporary current famous good great latest modern old popular the today's top
    aktuelle aktueller alte alter bekannte bekannter beste bester das der die gute guter moderne moderner
    лучшая лучшее лучшие лучший популярная популярное популярный современная современное современный старая
    старое старый хорошая хорошее хороший
    """
)
"""What listeners say of a genre beside its decade, and the catalogue cannot tell."""

_HELP = frozenset(
    " ".join(map(fold, line.split()))
    for line in """
    help
    help me
    help please
    what can you do
    what do you do
    how does this work
    how do you work
    hilfe
    hilf mir
    was kannst du
    was kannst du alles
    wie geht das
    wie funktioniert das
    помощь
    помоги
    помогите
    что ты умеешь
    что ты можешь
    что умеешь
    как это работает
    как ты работаешь
    """.strip().splitlines()
)


def is_talk(text: str) -> bool:
    """Whether a line is made of nothing but talk: `hello there`, `что послушать?`, or of signs: `🔥`.

    Somebody may be called so all the same: `The The`, `!!!`.
    """
    if not any(map(str.isalnum, text)):
        return len(text) <= _SIGNS_ALONE
    words = _plain(text)
    return 0 < len(words) <= _MOST and _TALK.issuperset(words)


def wants_help(text: str) -> bool:
    """Whether a line asks what can be said here: `help`, `что ты умеешь?`."""
    return " ".join(_plain(text)) in _HELP


def asks(text: str) -> bool:
    """Whether such a line asks for something to hear."""
    return not _ASKING.isdisjoint(_plain(text))


def _plain(text: str) -> list[str]:
    return [word for one in text.split() if (word := fold(one.strip(_SIGNS)))]


def bare(text: str, is_known: Callable[[str], bool]) -> str:
    """The text without what stands around its names, where it holds none as it stands.

    As little goes as makes all names known; where none are, all goes up to a word that points at a name.
    """
    words = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]
    plain = [fold(word.strip(_SIGNS)) for word, _, _ in words]
    last = len(words)
    while last > 1 and plain[last - 1] in _POLITE:
        last -= 1
    run = next((at for at, word in enumerate(plain[:last]) if word not in _AROUND), last)
    end = next((at for at in range(last, run, -1) if plain[at - 1] not in _BEHIND), last)
    if not 0 < max(run, len(words) - end) <= _MOST or run == last or is_known(text):
        return text
    ends = (words[stop - 1][2] for stop in dict.fromkeys((last, end)))
    rests = [text[words[start][1] : stop] for stop in ends for start in range(run + 1)]
    points = [at for at, word in enumerate(plain[:run]) if word in _POINTING]
    said = rests[_after(points[-1], plain)] if points else text
    return next(filter(is_known, rests), said)


def as_genre(text: str, is_genre: Callable[[str], bool]) -> str:
    """The text without what stands around a genre, `best 90s rock`; as it stands where it holds none."""
    genre = bare(text, is_genre)
    words = _DECADE.sub(" ", genre).split()
    plain = bare(" ".join(word for word in words if fold(word.strip(_SIGNS)) not in _QUALITIES), is_genre)
    return plain if not is_genre(genre) and is_genre(plain) else genre


def _after(point: int, plain: list[str]) -> int:
    """Where the name begins: `similar to`, `похожие на` and `like the` take one more word along."""
    return point + 2 if plain[point + 1] in {"to", "на", "the", "mir", "me", "мне", "zu"} else point + 1
