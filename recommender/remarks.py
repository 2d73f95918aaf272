"""What is said of a list that was just shown, or of the bot: `the third one is great`, `why?`, `calmer`.

Such a line is told by its words: all of them are everyday words, and some say what it is about. Whoever is
called like that goes before; who asks sees to it.
"""

import re
from collections.abc import Callable
from enum import StrEnum, auto

from recommender.phrases import MOODS, folded, plain_words
from recommender.talk import WORDS
from recommender.tracks.types import Axis

_MOST = 14  # words of a remark


class Remark(StrEnum):
    """What a line is about."""

    OPINION = auto()  # what is liked or known
    CLOSER = auto()  # why somebody is in a list, and where to hear them
    FAME = auto()
    SOUND = auto()
    MOOD = auto()
    TIME = auto()
    BOT = auto()
    TALK = auto()  # nothing of these


_EVERYDAY = WORDS | folded(
    """
    actually all already always another aren't arent at be been before being better bit both bro but can't
    cant did
    didn't didnt different does doesn't doesnt doing don't dude enough even ever every everything go guy
    guys had
    has have haven't havent heard her him his i'll i've id ill isn't isnt ive just kind kinda last less let
    little look made make many mean meant mine most never next none nor not nothing now off on one ones only
    or our out over own part perhaps piece probably quite rather said same say seem she soon sort still suck
    take than that's thats their them then these they they're thing things think those though tomorrow too
    total totally try up used wait wasn't way we were when where while who's whole with without won't ya yet
    you've youre yours yup
    aber alle allem allen alles als anderen anderer bei bereits besser bisschen da dass davon dem den denn
    des dich
    dies diese dieser dieses doch eher einem einer eines einfach er ganz gar geht gerade gestern habe haben
    halt hast hat hätte hier ihn ihr immer irgendwie jede jeder keinen keiner leute lieber mal man mein mit
    nach nichts nie noch nochmal nur oder ohne sein sie spät später überhaupt um und uns viel vielleicht von
    war weil weniger wir wirklich wo würde ziemlich zum zur
    без блин был была были было быть вам вас весь во вообще под вот всё всего всех вчера вы где давай дайте
    для
    до другая другого другое другой другую дурак его её есть же за завтра здесь им их к какая какой ладно ли
    лох лучше люди мало много моё можно мы надо народ не ни ничего но ну нужно о об один он она они от
    отвали очень по понял просто раз с сам скинь слишком совсем так такая такой там тебе тебя теперь тоже
    только тот тут уж уже хочется чем чтобы чувак чуть эта эти этих этого этой этот эту
    """
)
_ORDINALS = (
    """first erste erster erstes ersten первый первая первое первую первого первой""",
    """second zweite zweiter zweites zweiten второй вторая второе вторую второго""",
    """third dritte dritter drittes dritten третий третья третье третью третьего третьей""",
    """fourth vierte vierter viertes vierten четвёртый четвёртая четвёртое четвёртую""",
    """fifth fünfte fünfter fünftes fünften пятый пятая пятое пятую пятого""",
)
_NUMERALS = ("one eins один", "two zwei два", "three drei три", "four vier четыре", "five fünf пять")
_ORDINAL = {word: place for place, words in enumerate(_ORDINALS, start=1) for word in folded(words)}
_NUMERAL = {word: place for place, words in enumerate(_NUMERALS, start=1) for word in folded(words)}
_AS_WORD = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth"}
_NUMBER = folded("no nr num number nummer номер номером")
_SHORTENED = folded("no nr num")  # which stand before digits alone: `No One`
_FARTHEST = 10  # a number alone is a place up to this one, and then a name: `311`
_ARTICLE = folded("the der die das den dem")
_NOT_THERE = folded("all mal minute of раз time times")
"""Behind an ordinal one of these says that no place is meant: `the first time`, `первый раз`."""
_OPINION = folded(
    """
    amazing awesome awful bad beautiful boring brilliant cool dislike enjoy excellent familiar fan fantastic
    favorite favourite fire fits good great hate hated heard horrible know knew like liked likes love loved
    meh
    neat nice perfect style sucks taste terrible trash unfamiliar unknown
    bekannt doof furchtbar gefallen gefällt geil gehört genial gut hasse klasse kenn kenne kennt langweilig
    liebe
    mag mies mochte öde passt schlecht schlimm schön stark super toll geschmack top unbekannt
    бомба вкус вкусу гадость душу заходит зашёл зашло зашла знаком знакомо знаю известен класс классная
    классно
    классный классное круто крутая крутой кайф люблю мимо надоело нравится нравятся обожаю огонь отличная
    отлично
    отличный отстой плохо плохой понравилась понравилось понравился скучно слушал слушала слышал слышала
    супер ужас ужасно фигня хорош хороша хорошо
    """
)
_WHY = folded("why warum wieso weshalb почему зачем")
_CLOSER = _WHY | folded(
    """
    apple clip download link links preview soundcloud spotify stream url video youtube
    abspielen anhören herunterladen vorspielen
    видео включить воспроизвести скачать ссылка ссылки ссылку спотифай ютуб ютубе
    """
)
_PLAIN = _WHY | folded("link links ссылка ссылку")
_SHORT = 2  # words
_LISTENING = folded("hear listen open play playing hören spiel spiele включи открой послушать слушать")
_THERE = folded("it that them these those where sie es wo diese где её его их")
"""With one of these, a word of listening is no wish for something to hear: `play it`, `где послушать`."""
_POINTING = folded(
    """
    one ones that these they this those
    den diese dieser dieses
    они то эта эти это этот этого эту
    """
)
"""With one of these everyday words are said of a list: `not that one`, `это не то`."""
_FAME = folded(
    """
    famous known mainstream niche obscure popular underground
    bekannt bekannte bekannter bekanntes bekannteres bekanntere berühmt berühmte mainstreamig unbekannt
    unbekannte unbekannter unbekanntere unbekannteren unbekanntes unbekannteres
    известен известная известное известные известный известных известного малоизвестное
    малоизвестные неизвестное неизвестные попсово популярное популярные популярный популярных популярного
    """
)
_TIME = folded(
    """
    newer newest older oldest younger recent
    älter älteres ältere neuer neuere neueres neuste neueste
    новее поновее посвежее старее постарше постарее старше
    """
)
_BOT_ASKED = folded(
    """
    ai algorithm chatgpt computer cost costs created creator developed developer free gpt human
    intelligence machine made match paid percent percentage person real robot
    computer entwickelt gebaut gemacht gratis ki kostenlos kostet maschine mensch programmiert
    prozent roboter treffer
    алгоритм бесплатно бесплатный делал интеллект машина нейросеть платно платный процент процента
    проценты процентов робот сделал сделали совпадение создал создали создатель человек
    """
)
"""One of these asks about the bot."""
_BOTS = folded("bot бот")
_YOU = folded("you du ты")
_BOT = _BOT_ASKED | folded(
    """
    artificial bot бот own owns price bedeutet funktioniert kosten künstliche значит ии искусственный стоит
    """
)
_MANY = folded("many viele wieviele сколько")
_KNOWN = folded("artists bands songs künstler lieder артистов исполнителей групп песен")
_SHARE = re.compile(r"\b\d{1,3}\s?(?:%|percent|prozent|процент)", re.IGNORECASE)
_STEERED = {
    word: (axis, by)
    for (axis, by), words in {
        (Axis.ENERGY, -1): """
            calmer chiller gentler lighter mellower quieter softer
            ruhiger ruhigere ruhigeres leiser leisere leiseres sanfter sanfteres entspannter
            спокойнее поспокойнее тише потише мягче помягче легче полегче
            """,
        (Axis.ENERGY, 1): """
            angrier energetic harder heavier louder rougher wilder
            härter härtere härteres heftiger lauter lautere lauteres energischer wilder kraftvoller
            громче погромче жёстче пожёстче тяжелее потяжелее мощнее помощнее энергичнее поэнергичнее
            """,
        (Axis.MOOD, 1): """
            brighter cheerier funnier happier
            fröhlicher fröhlichere fröhlicheres heller heiterer
            веселее повеселее светлее посветлее радостнее позитивнее
            """,
        (Axis.MOOD, -1): """
            darker gloomier moodier sadder
            trauriger traurigere traurigeres dunkler dunklere düsterer melancholischer
            грустнее погрустнее мрачнее помрачнее печальнее темнее
            """,
        (Axis.TEMPO, 1): """
            faster quicker schneller schnellere schnelleres flotter
            быстрее побыстрее живее поживее бодрее пободрее
            """,
        (Axis.TEMPO, -1): """
            slower langsamer langsamere langsameres
            медленнее помедленнее
            """,
    }.items()
    for word in folded(words)
}
_OF_PLACES = _EVERYDAY | _OPINION | _CLOSER | _LISTENING | _NUMBER | _ORDINAL.keys() | _NUMERAL.keys()
_AGAINST = folded("less not weniger nicht менее не")


def remark_of(text: str) -> Remark | None:
    """What a line of everyday words is about; None where a word of it is not, or where it is long.

    >>> remark_of("these are great"), remark_of("where can I listen to them?"), remark_of("Muse are great")
    (<Remark.OPINION: 'opinion'>, <Remark.CLOSER: 'closer'>, None)
    """
    words = _words(text)
    if not 0 < len(words) <= _MOST:
        return None
    said = {word for word in words if not word.isdecimal()} - _EVERYDAY - _ORDINAL.keys()
    return next((one for one, is_so in _KINDS if is_so(set(words), said)), None)


def places_of(text: str) -> list[int]:
    """The places in a list that a line points at: `the third one is great`, `3`, `№ 3`, `number two`.

    Numbers and ordinals say other things as well: `5 more`, `a second`, `first of all`.
    """
    words = _words(text)
    told = (word for word in words if not word.isdecimal())
    if not 0 < len(words) <= _MOST or not _OF_PLACES.issuperset(told):
        return []
    padded = ["", *words, ""]
    found = (_place(*padded[at - 1 : at + 2], alone=len(words) == 1) for at in range(1, len(words) + 1))
    return list(dict.fromkeys(filter(None, found)))


def _place(before: str, word: str, behind: str, *, alone: bool) -> int | None:
    """The place that a word says between those around it."""
    if word.isdecimal():
        return int(word) if before in _NUMBER or (alone and int(word) <= _FARTHEST) else None
    if word in _NUMERAL:
        return _NUMERAL[word] if before in _NUMBER - _SHORTENED else None
    place = _ORDINAL.get(word)
    pointed = alone or before in _ARTICLE or behind == "one" or not word.isascii()
    return place if pointed and behind not in _NOT_THERE else None


def asks_why(text: str) -> bool:
    """Whether a line asks why somebody is in a list."""
    return not _WHY.isdisjoint(_words(text))


def is_plain(text: str) -> bool:
    """Whether a line asks why, or for a link, and hardly more: `why?`, `link?`, whoever is called so."""
    words = _words(text)
    return len(words) <= _SHORT and not _PLAIN.isdisjoint(words) and _PLAIN.union(_THERE).issuperset(words)


def steer_of(text: str) -> tuple[Axis, int] | None:
    """Where songs are to be steered, and by how many steps: `calmer`, `more energetic`, `помедленнее`."""
    words = _words(text)
    found = next((_STEERED[word] for word in words if word in _STEERED), None)
    if found is None or remark_of(text) is not Remark.SOUND:
        return None
    axis, by = found
    return axis, by if _AGAINST.isdisjoint(words) else -by


def _words(text: str) -> list[str]:
    """The folded words of a line; the share that a card states is `percent`."""
    words = plain_words(_SHARE.sub(" percent ", re.sub("[#№]", " number ", text)))
    return [_AS_WORD.get(word, word) for word in words]


_Is = Callable[[set[str], set[str]], bool]
_KINDS: tuple[tuple[Remark, _Is], ...] = (
    (Remark.SOUND, lambda _, said: bool(said) and said <= _STEERED.keys()),
    (Remark.MOOD, lambda words, said: bool(words & MOODS) and said <= MOODS),
    (Remark.TIME, lambda _, said: bool(said) and said <= _TIME),
    (Remark.FAME, lambda words, said: bool(said) and said <= _FAME and len(words) > 1),
    (
        Remark.BOT,
        lambda words, said: (
            said <= _BOT
            and bool(
                words & _BOT_ASKED or (words & _MANY and words & _KNOWN) or (words & _BOTS and words & _YOU)
            )
        ),
    ),
    (
        Remark.CLOSER,
        lambda words, said: (
            said <= _CLOSER | _LISTENING | _OPINION
            and bool(words & _CLOSER or (words & _LISTENING and words & _THERE))
        ),
    ),
    (Remark.OPINION, lambda words, said: bool(words & _OPINION) and said <= _OPINION),
    (Remark.OPINION, lambda words, said: not said and len(words) > 1 and bool(words & _POINTING)),
    (Remark.TALK, lambda words, said: not said and (len(words) > 1 or not all(map(str.isascii, words)))),
)
"""What tells each kind, by all words of a line and by those of them that are not everyday ones."""
