"""What people write around a name, `something like Radiohead please`, or a genre, `best 90s rock`."""

import re
from collections.abc import Callable
from itertools import pairwise

from recommender.words.names import fold
from recommender.words.traits import DECADES_IN_WORDS, beside_a_trait, country, decade, trait

_WORD = re.compile(r"\S+")
_MOST = 12  # words around a name; more of them are no question for one
SIGNS = ".,:;!?…-–—\"'«»„“”"


def folded(words: str) -> frozenset[str]:
    """Words as they are compared."""
    return frozenset(map(fold, words.split()))


def lines(text: str) -> frozenset[str]:
    """The lines of a text as they are compared."""
    return frozenset(" ".join(map(fold, line.split())) for line in text.strip().splitlines())


_POINTING = folded(
    """
    like similar recommend suggest sings
    singt поёт как
    wie ähnlich ähnliche ähnliches empfiehl empfehle empfehlt
    похожие похожее похожих похожий похожую похож похожа похоже похожи вроде типа наподобие посоветуй
    посоветуйте порекомендуй порекомендуйте
    """
)
"""After one of these comes a name, however it is spelt."""
_BANDS = folded("artist artists band bands group groups künstler gruppe gruppen группа группы исполнители")
_AGAINST = folded("don't dont don’t doesn't not never nicht kein keine не")
"""Before one of those: who is named behind is not wanted."""
AROUND = _POINTING | folded(
    """
    a about act acts also am an and any anybody anyone anything are artist artists as band bands between
    by can could discover do else fan fans favorite favorites favourite favourites find for from get gimme
    give got group groups hear hello hey hi hits i i'd i'm if in into is know let's lets listen listening
    looking love me mix more music musician musicians my need new of other others people play please pls
    put really should show singer singers some somebody someone something song songs sound sounding sounds
    stuff such tell that the this to us wanna want what which who would you your
    andere anderes auch aus bin bist bitte das der die du ein eine einen es etwas finde für gern gerne haben
    gib gruppe gruppen hallo hör höre hören ich im ist kannst kennen kennst kennt können könnten könntest
    künstler künstlerin künstlerinnen liebe lieblingsband lieblingsbands lieblingskünstler lied lieder mach
    mag mehr meine meiner mir möchte musik musiker neue neues sänger sängerin sie sind so solche sowas
    spiel spiele stil suche was wen wer will zeig zeigen klingen klingt wenn zu zwischen
    а бы в включи включите если группа группу группы дай другие еще ещё и играй из или исполнителей
    исполнители исполнитель как какие какую кого кого-нибудь кто кто-нибудь кто-то любимая любимые
    любимый люблю между мне могу может можешь мои мой моя музыка музыки музыку на найди нравится
    нравятся обожаю песни песню пожалуйста покажи поставь поставьте послушать привет слушать слушаю
    стиле такие такое то у хочу чего-нибудь чего-то что что-нибудь что-то это я
    """
)
BESIDE = AROUND | folded(
    """
    addicted album albums amazing any awesome been best can't cant constantly currently discography etc ever
    fav favs good great have heard huge i've ive lately lot mean meant obsessed of opinion really recently
    stop think thoughts top
    alben besonders dazu diskografie empfehlen gerade hört liebsten mal momentan passt riesiger sehr
    ständig vom von zurzeit
    альбом альбома альбомы альбомов дискография время дайте кинь очень последнее постоянно скинь
    скиньте слушал слушала
    """
)
"""What stands around names as well, and says nothing by itself, where it may be a title: `Obsessed`."""
POLITE = folded("please pls plz thanks thx bitte danke пожалуйста плиз пж пжлст спасибо")
_BEHIND = _POINTING | folded(
    """
    artist artists band bands hits music musician musicians singer singers song songs style vibes
    band gruppe gruppen künstler lieder musik
    группа групп группы исполнители исполнителей музыка песни хиты
    """
)
"""With these a line may end, where the name before them is one."""

_DECADE = re.compile(
    r"(?:\b(?:from|of|in|the|aus|den|der|из)\s+)*['’]?(?<!\d)"
    r"(?P<decade>(?:19|20)?\d0(?:['’]?s|ern?|-?(?:е|х|ые|ых))|\b(?:"
    + "|".join(DECADES_IN_WORDS)
    + r"))(?!\w)(?:\s+(?:years|jahren?|год(?:ов|ы))\b)?",
    re.IGNORECASE,
)
MOODS = folded(
    """
    angry background birthday breakup calm calming cheerful chill chilled cleaning coding cooking cozy cry
    crying dancing dark dinner drive driving energetic energy
    evening exercise fast feel-good focus fun gloomy groovy gym happy heartbreak heartbroken intense loud
    meditation melancholic melancholy mellow mood moods moody morning night party peaceful quiet rainy
    relax relaxed relaxing road romantic run running sad sex sleep sleeping sleepy slow soft sport study
    gaming studying summer sunny trip wedding upbeat uplifting vibe vibes winter work working workout
    aggressiv entspannen entspannt entspannte entspannung feier feiern fröhlich fröhliche fröhliches
    glücklich konzentrieren laufen lernen party romantisch ruhig ruhige ruhiges schlafen sommer stimmung
    arbeit arbeiten autofahrt autofahren joggen kochen laune partymusik liebeslieder hintergrundmusik
    putzen sport tanzen trainieren traurig traurige traurigen trauriger trauriges einschlafen entspannter
    fröhlicher ruhiger langsam langsame schnell schnelle
    быстро быстрое быстрые громко медленно тихо
    бега бодрое веселого весёлая весёлое весёлую весёлые вечеринки вечеринку грустная грустного грустное
    грустную грустные медленное медленную настроение настроения отдыха работы расслабляющее романтическое
    готовки дороги дорогу дождя любви любовь машине машины машину праздника рождения свадьбы уборки
    сна спокойная спокойное спокойную спокойные спорта танцев тренировки учёбы энергичное
    весёлый грустный медленный мрачный расслабляющий романтичный спокойный энергичный
    """
)
"""What no data set at hand tells music by; beside a genre it goes."""
_RUSSIAN = "ехы"  # ends of decades that stand behind a genre
_QUALITIES = folded(
    """
    best classic contemporary current famous good great greatest latest modern old popular the today's top
    aktuelle aktueller alte alter bekannte bekannter beste besten bester das den der die größten gute
    guter moderne moderner
    лучшая лучшее лучшие лучший популярная популярное популярный современная современное современный старая
    старое старый топ хорошая хорошее хороший
    """
)
"""Praise: what listeners say of a genre beside its decade, and the catalogue cannot tell."""
_FROM = folded("from aus из")
_OF_MUSIC = AROUND | _BEHIND | folded("classics years klassiker jahre jahren годов годы")
"""What listeners say of a decade beside its name, where they mean its music."""


def tidied(text: str | None) -> str:
    """A listener's words with one blank where there are many, and no empty lines.

    What reads them looks back from each blank of a run: thousands would take it seconds.
    """
    lines = (" ".join(line.split()) for line in (text or "").splitlines())
    return "\n".join(filter(None, lines))


def plain_words(text: str) -> list[str]:
    """The folded words of a line, without the signs around them."""
    return [word for one in text.split() if (word := fold(one.strip(SIGNS)))]


def bare(text: str, is_known: Callable[[str], bool]) -> str:
    """The text without what stands around its names, where it holds none as it stands.

    As little goes as makes all names known; where none are, all goes up to a word that points at a name.
    """
    words = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]
    plain = [fold(word.strip(SIGNS)) for word, _, _ in words]
    last = _impolite(plain)
    run = next((at for at, word in enumerate(plain[:last]) if word not in BESIDE), last)
    end, talk = (
        next((at for at in range(last, run, -1) if plain[at - 1] not in behind), last)
        for behind in (_BEHIND, _BEHIND | BESIDE)
    )
    told = max(run, len(words) - talk) > 0 and max(run, len(words) - end) <= _MOST
    if not told or run == last or is_known(text):
        return text
    ends = [words[stop - 1][2] for stop in dict.fromkeys((last, end, talk))]
    rests = [text[words[start][1] : stop] for stop in ends for start in range(run + 1)]
    points = [at for at, word in enumerate(plain[:run]) if word in _POINTING]
    said = rests[_after(points[-1], plain)] if points else text
    return next(filter(is_known, rests), said)


def pointed(text: str) -> str:
    """What stands behind the last word that points at a name, `happy songs like Creep`; else the text."""
    words = text.split()
    plain = [fold(word.strip(SIGNS)) for word in words]
    last = _impolite(plain)
    points = [at for at, word in enumerate(plain[: last - 1]) if word in _POINTING]
    if points and points[-1] and plain[points[-1] - 1] in _AGAINST:
        return text
    return " ".join(words[_after(points[-1], plain) : last]) or text if points else text


def points_at_a_band(text: str) -> bool:
    """Whether a line says that a band's name comes: `bands like Can`, `группы вроде Can`."""
    plain = plain_words(text)
    return any(one in _BANDS and word in _POINTING for one, word in pairwise(plain))


def untold(text: str) -> str:
    """A line without the words around a name, known or not: `включи Земфиру`; as it stands without such."""
    words = text.split()
    plain = [fold(word.strip(SIGNS)) for word in words]
    last = _impolite(plain)
    run = next((at for at, word in enumerate(plain[:last]) if word not in BESIDE), last)
    return " ".join(words[run:last]) or text


def _impolite(plain: list[str]) -> int:
    """How many words there are before a `please` at the end."""
    last = len(plain)
    while last > 1 and plain[last - 1] in POLITE:
        last -= 1
    return last


def as_genre(text: str, is_genre: Callable[[str], bool]) -> str:
    """The text without what stands around a genre, `best 90s rock`; as it stands where it holds none.

    A decade or another trait stays where there are artists of both; a decade alone, `hits of the 80s`, goes
    for a genre.
    """
    genre = bare(text, is_genre)
    time = _DECADE.search(genre)
    words = list(filter(_tells, _DECADE.sub(" ", genre).split()))
    calm = [word for word in words if fold(word.strip(SIGNS)) not in MOODS]
    plain = [bare(" ".join(told), is_genre) for told in (words, calm)]
    of_time = [_beside(one, time["decade"]) for one in plain if time and one]
    alone = [time["decade"]] if time and _OF_MUSIC.issuperset(plain_words(" ".join(words))) else []
    traitless = [rest for one in plain for rest, _ in beside_a_trait(one)]
    return next(filter(is_genre, (genre, *of_time, *plain, *alone, *traitless)), genre)


def _tells(word: str) -> bool:
    """Whether a word beside a genre is neither a number, as in `top 10`, nor praise."""
    return not (word.isdecimal() or fold(word.strip(SIGNS)) in _QUALITIES)


def _beside(genre: str, time: str) -> str:
    """As languages have it: `80s rock`, `Achtziger Rock` (of `aus den Achtzigern`), `рок 80-х`."""
    said = time.removesuffix("n")
    return f"{genre} {said}" if said[-1] in _RUSSIAN else f"{said} {genre}"


def lost_beside(genre: str, text: str) -> str:
    """What a text says beside a genre that was read without it: `70s` of `70s country`."""
    time = _DECADE.search(text)
    said = [time["decade"]] if time else []
    said += [word for one in text.split() if trait(word := one.strip(SIGNS))]
    kept = {_same(word) for word in genre.split()}
    return ", ".join({_same(word): word for word in said if _same(word) not in kept}.values())


def _same(word: str) -> str:
    """What words of one trait have in common: `80s`, `Achtziger`."""
    return trait(word) or fold(word)


def is_decade(text: str) -> bool:
    """Whether words name a decade and no other genre: `hits of the 80s`, not `80s rock`."""
    return decade(as_genre(text, lambda said: decade(said) is not None)) is not None


def is_trait(text: str) -> bool:
    """Whether words name a trait, a decade among them, and no genre: `German bands`, not `German rock`."""
    return trait(as_genre(text, lambda said: trait(said) is not None)) is not None


def of_country(text: str) -> str:
    """`from Japan` of `artists from Japan`, whichever band is called like a country; none of other lines."""
    words = text.split()[: _impolite(plain_words(text))]
    told, around = [word.strip(SIGNS) for word in words[-2:]], plain_words(" ".join(words[:-2]))
    is_so = len(told) > 1 and fold(told[0]) in _FROM and country(told[1]) and _OF_MUSIC.issuperset(around)
    return " ".join(told) if is_so else ""


def _after(point: int, plain: list[str]) -> int:
    """Where the name begins: `similar to`, `похожие на` and `like the` take one more word along."""
    return point + 2 if plain[point + 1] in {"to", "на", "the", "mir", "me", "мне", "zu", "у"} else point + 1
