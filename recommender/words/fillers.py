"""What people say beside a well-known name and mean nothing by: `lol Muse`, `Muse oder so`, `Muse и т.д.`."""

from recommender.words.names import fold
from recommender.words.phrases import BESIDE, POLITE, SIGNS, folded, plain_words
from recommender.words.talk import WORDS

_MOST = 12  # words
_REFUSING = folded(
    """
    awful bad boring don't dont dumb hate no nope nah not stupid stop sucks terrible wrong
    blöd dumm langweilig nein nicht schlecht
    глупый нет плохо скучно тупой ужас
    """
)
"""Of those that talk is made of, what turns the sense of a name beside it."""
_FILLERS = (BESIDE | WORDS | POLITE) - _REFUSING | folded(
    """
    & + <3 actually again alike always art basically beispiel bisschen bissel but certain certainly
    course daughter davon dazu discovered dude e.g eben echt eg eher einfach else example fam far father
    forth freund freundin friend friends gerade gibt guess guys halt hast hat he her him hm hmm husband
    ideas imho imo in influenced inspired instance instead into irgendwie it's just kids kind kinda
    kinder kleine kleiner kumpel lieber lovee loves luv mal mama man maybe meant mein meinem meint
    meinte mom mostly mother n ngl nur obviously oder omg on one ones or papa parents perhaps please
    pleaseee plss plsss plssss possibly pretty probably rather really recs rn sachen she so sohn solch
    solche son sowas sowie style suppose tbh them then there there's these they thing things tja tochter
    too total type uh um und usw vein vibe vibes vielleicht vom von wahrscheinlich weiter well what's
    whichever whoever wife wohl would xd yall yo z.b zb ziemlich zum
    gefällt hätte быть вдруг ведь вида виду вот вся всякое всё далее детей дети для доча дочери дочка
    дочке дочки дочь др есть же или им имел имела именно кажется конечно короче ли лол лучше мама маме
    может муж мужу наверно наверное например него неё них ну о п плиз подобная подобного подобное
    подобные подруга прикольно про просто прочее прочие разное род рода роде слушает собственно сын сына
    сыну т т.д т.п так тд тебя типо того тоже тому тп хотя чисто чо-нибудь чонить чтоб чуть чё-нибудь
    чё-нить чёнить
    """
)


def unfilled(text: str) -> str:
    """A line without what says nothing around its names; as it stands where it is too long for one.

    >>> unfilled("bro give me some Kanye lol"), unfilled("Muse oder so"), unfilled("Muse is awful")
    ('Kanye', 'Muse', 'Muse is awful')
    """
    words = text.split()
    says = [bool(plain := fold(word.strip(SIGNS))) and plain not in _FILLERS for word in words]
    if not any(says) or len(words) - sum(says) > _MOST:
        return text
    first, last = says.index(True), len(says) - says[::-1].index(True)
    return " ".join(words[first:last]).rstrip(SIGNS) or text


def says_nothing(text: str) -> bool:
    """Whether a piece of a line is made of nothing else: `any ideas?`, `was gibt es noch?`."""
    return all(word in _FILLERS for word in plain_words(text))
