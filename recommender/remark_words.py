"""The words that remarks are made of, in three languages; `recommender.remarks` reads them."""

from recommender.tracks.types import Axis
from recommender.words.phrases import folded, lines
from recommender.words.talk import WORDS

EVERYDAY = WORDS | folded(
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
LAST = -1
"""The place of who stands last on the page."""
LASTS = folded(
    "last letzte letzter letztes letzten последний последняя последнее последнюю последнего последней"
)
_NUMERALS = ("one eins один", "two zwei два", "three drei три", "four vier четыре", "five fünf пять")
ORDINAL = {word: place for place, words in enumerate(_ORDINALS, start=1) for word in folded(words)}
ORDINAL |= dict.fromkeys(LASTS, LAST)
NUMERAL = {word: place for place, words in enumerate(_NUMERALS, start=1) for word in folded(words)}
AS_WORD = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth"}
NUMBER = folded("no nr num number nummer номер номером")
SHORTENED = folded("no nr num")  # which stand before digits alone: `No One`
ARTICLE = folded("the der die das den dem")
NOT_THERE = folded(
    "album albums all day list mal minute month night of songs time times week year woche раз альбом неделя"
)
"""Behind an ordinal one of these says that no place is meant: `the first time`, `первый раз`."""
OPINION = folded(
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
WHY = folded("why warum wieso weshalb почему зачем")
CLOSER = WHY | folded(
    """
    apple clip download link links preview soundcloud spotify stream url video youtube
    abspielen anhören herunterladen vorspielen
    видео включить воспроизвести скачать ссылка ссылки ссылку спотифай ютуб ютубе
    """
)
LIKENESS = folded(
    """
    like similar
    wie ähnlich ähnliche ähnliches
    как похожие похожее похожих похожий похожую похож похожа похоже похожи вроде типа наподобие
    """
)
"""Right before a place one of these asks for more of its kind: `more like #4`, `ähnlich wie der dritte`."""
VERBAL = folded("i we you they i'd we'd would really do don't dont also did didn't not always kinda")
"""Behind these a `like` is none: `I like the third one`."""
BETWEEN = folded("to на у") | ARTICLE | NUMBER
"""What stands between the two."""
ABOUT = folded("about mit насчёт про")
"""Before a number alone one of these says that it is a place: `what about 5`."""
PLAIN = WHY | folded("link links ссылка ссылку")
LISTENING = folded("hear listen open play playing hören spiel spiele включи открой послушать слушать")
THERE = folded("it that them these those where sie es wo diese где её его их")
"""With one of these, a word of listening is no wish for something to hear: `play it`, `где послушать`."""
POINTING = folded(
    """
    one ones that these they this those
    den diese dieser dieses
    они то эта эти это этот этого эту
    """
)
"""With one of these everyday words are said of a list: `not that one`, `это не то`."""
FAME = folded(
    """
    famous known mainstream niche obscure popular underground
    bekannt bekannte bekannter bekanntes bekannteres bekanntere berühmt berühmte mainstreamig unbekannt
    unbekannte unbekannter unbekanntere unbekannteren unbekanntes unbekannteres
    известен известная известное известные известный известных известного малоизвестное
    малоизвестные неизвестное неизвестные попсово популярное популярные популярный популярных популярного
    """
)
TIME = folded(
    """
    newer newest older oldest younger recent
    älter älteres ältere neuer neuere neueres neuste neueste
    новее поновее посвежее старее постарше постарее старше
    """
)
BOT_ASKED = folded(
    """
    ai algorithm chatgpt computer cost costs created creator developed developer free gpt human
    intelligence machine made match paid percent percentage person real robot
    computer entwickelt gebaut gemacht gratis ki kostenlos kostet maschine mensch programmiert
    prozent roboter treffer übereinstimmung
    алгоритм бесплатно бесплатный делал интеллект машина нейросеть платно платный процент процента
    проценты процентов робот сделал сделали совпадение создал создали создатель человек
    """
)
"""One of these asks about the bot."""
BOTS = folded("bot бот")
IS_IT = lines(
    "is it\nis this\nare you\nist es\nist das\nist hier\nbist du\nsind sie\nэто бесплатно\nты бесплатный"
)
"""With one of these a question about the bot begins."""
CAN_YOU = lines("can i\ncan you\ncould you\ndo you\nkannst du\nkann ich\nможешь ли\nможно ли\nты можешь")
"""With one of these a question begins of what the bot can do."""
YOU = folded("you du ты")
WHO = folded("who wer кто")
BOT = BOT_ASKED | folded(
    """
    artificial bot бот own owns price bedeutet funktioniert kosten künstliche значит ии искусственный стоит
    """
)
MANY = folded("many viele wieviele сколько")
KNOWN = folded("artists bands songs künstler lieder артистов исполнителей групп песен")
STEERED = {
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
OF_PLACES = EVERYDAY | OPINION | CLOSER | LISTENING | NUMBER | LIKENESS | ABOUT | folded("больше")
OF_PLACES |= ORDINAL.keys() | NUMERAL.keys()
AGAINST = folded("less not weniger nicht менее не")
