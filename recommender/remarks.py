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
    actually all already always another aren't arent at be been before being bit both bro but can't cant did
    didn't didnt different does doesn't doesnt doing don't dude enough ever every everything go guy guys had
    has have haven't havent heard her him his i'll i've id ill isn't isnt ive just kind kinda last less let
    little look made make many mean meant mine most never next none nor not nothing now off on one ones only
    or our out over own part perhaps piece probably quite rather said same say seem she soon sort still suck
    take than that's thats their them then these they they're thing things think those though tomorrow too
    total totally try up used wait wasn't way we were when where while who's whole with without won't ya yet
    you've youre yours yup
    aber alle allem allen alles als anderen anderer bei bereits bisschen da dass davon dem den denn des dich
    dies diese dieser dieses doch eher einem einer eines einfach er ganz gar geht gerade gestern habe haben
    halt hast hat hätte hier ihn ihr immer irgendwie jede jeder keinen keiner leute lieber mal man mein mit
    nach nichts nie noch nochmal nur oder ohne sein sie spät später überhaupt um und uns viel vielleicht von
    war weil weniger wir wirklich wo würde ziemlich zum zur
    без блин был была были было быть вам вас весь во вообще вот всё всего всех вчера вы где давай дайте для
    до другая другого другое другой другую дурак его её есть же за завтра здесь им их к какая какой ладно ли
    лох лучше люди мало много моё можно мы надо народ не ни ничего но ну нужно о об один он она они от
    отвали очень по понял просто раз с сам скинь слишком совсем так такая такой там тебе тебя теперь тоже
    только тот тут уж уже хочется чем чтобы чувак чуть эта эти этих этого этой этот эту
    """
)
_PLACES = {
    word: place
    for place, words in enumerate(
        (
            """1 1st first erste erster erstes ersten первый первая первое первую первого первой""",
            """2 2nd second zweite zweiter zweites zweiten второй вторая второе вторую второго""",
            """3 3rd third dritte dritter drittes dritten третий третья третье третью третьего третьей""",
            """4 4th fourth vierte vierter viertes vierten четвёртый четвёртая четвёртое четвёртую""",
            """5 5th fifth fünfte fünfter fünftes fünften пятый пятая пятое пятую пятого""",
            *map(str, range(6, 11)),
        ),
        start=1,
    )
    for word in folded(words)
}
_NUMBER = folded("no nr num number nummer номер")
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
    bekannt bekannte bekannter bekanntes bekannteres berühmt berühmte mainstreamig unbekannt unbekannte
    unbekannter
    unbekanntere unbekannteren unbekanntes unbekannteres bekanntere
    известен известная известное известные известный известных известного малоизвестное малоизвестные
    неизвестное
    неизвестные попсово популярное популярные популярный популярных популярного
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
    intelligence
    machine made match paid percent percentage person real robot
    computer entwickelt gebaut gemacht gratis ki kostenlos kostet maschine mensch programmiert prozent
    roboter treffer
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
_SAID = _OPINION | _CLOSER | _LISTENING | _NUMBER | _PLACES.keys()


def remark_of(text: str) -> Remark | None:
    """What a line of everyday words is about; None where a word of it is not, or where it is long.

    >>> remark_of("these are great"), remark_of("where can I listen to them?"), remark_of("Muse are great")
    (<Remark.OPINION: 'opinion'>, <Remark.CLOSER: 'closer'>, None)
    """
    words = _words(text)
    if not 0 < len(words) <= _MOST:
        return None
    said = set(words) - _EVERYDAY
    return next((one for one, is_so in _KINDS if is_so(set(words), said)), None)


def place_of(text: str) -> int | None:
    """The place in a list that a line points at: `the third one is great`, `3`, `№ 3`; None for any other."""
    words = _words(text)
    places = {_PLACES[word] for word in words if word in _PLACES}
    told = 0 < len(words) <= _MOST and _EVERYDAY.union(_SAID).issuperset(words)
    return places.pop() if told and len(places) == 1 else None


def asks_why(text: str) -> bool:
    """Whether a line asks why somebody is in a list."""
    return not _WHY.isdisjoint(_words(text))


def steer_of(text: str) -> tuple[Axis, int] | None:
    """Where songs are to be steered, and by how many steps: `calmer`, `more energetic`, `помедленнее`."""
    found = (_STEERED[word] for word in _words(text) if word in _STEERED)
    return next(found, None) if remark_of(text) is Remark.SOUND else None


def _words(text: str) -> list[str]:
    """The folded words of a line; the share that a card states is `percent`."""
    return plain_words(_SHARE.sub(" percent ", re.sub("[#№]", " ", text)))


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
