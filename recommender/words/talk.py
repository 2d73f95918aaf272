"""Lines that name nobody: talk, a wish for help, a mood."""

from unicodedata import category

from recommender.words.phrases import AROUND, MOODS, POLITE, folded, lines, plain_words

_SIGNS_ALONE = 100  # a line of more signs is said to be long
_MOST = 12  # words of talk

WORDS = (
    AROUND
    | POLITE
    | folded(
        """
        afternoon again alright are awesome best bot bye cheers cool day evening everyone fine going
        good goodbye great help here how how's it it's its later lot morning much nice night ok okay
        perfect see should start stuff sup surprise sure test thank there today tonight very welcome
        well what's work works yeah yep yes you're
        dont dunno encore idk im nah no nope r recommendation recommendations recs sorry suggestion
        suggestions
        playlist playlists today tonight ty tysm u ur whats whatever
        bro dude lmao mate smth somethin sumthing
        helped helpful useful
        awful bad boring dumb haha hahaha hate list lol stupid sucks terrible wow wrong
        abend auf dank gut gute guten guter hilf hilfe ja jetzt kann klar lass moin morgen nacht nett
        prima schön servus sehr soll super tag toll tschüss tun überrasch überrasche vielen wie geht's
        dir egal irgendwas irgendwelche keine ahnung lieben nein nicht weiß wiedersehen blöd dumm empfehlen
        empfiehlst entdecken freundlich ihnen langweilig lieb liste mich schlecht würden
        geholfen herzlich herzlichen hilfreich nützlich
        благодарю большое бот будет вечер вечера да дела делать день дня доброго доброе добрый
        здравствуй здравствуйте классно круто лучшее меня мой нового ночи ок окей отлично пока помоги
        помощь понятно послушать салют сегодня сейчас спокойной спс старт супер тест ты удиви умеешь
        вечером плейлист здарова здорово извини интересное нет нибудь новенькое огонь пасиб подбери подскажи
        приветик
        спасибочки чё че утро хай хорошо ахаха включить глупый лол плохо порекомендуешь посоветуешь скучно
        полезно помог помогла помогли помогло очень
        бро брат братан список тупой ужас
        """
    )
)
"""Of these alone a line is made that names nobody."""
_IN_TITLES = folded("am bad do dumb else get got hate if no stupid u wow wrong")
"""Words of talk of which many titles are made."""
_ASKING = folded(
    """
    anything discover find hear listen more music new playlist recommend recommendation recommendations recs
    similar smth somethin sumthing
    something songs suggest suggestion suggestions surprise what
    empfehle empfehlen empfehlt empfiehl empfiehlst entdecken etwas hören irgendwas musik neue neues soll
    überrasch überrasche was
    чего-нибудь что что-нибудь что-то кого-нибудь музыку найди нового новое послушать посоветуй посоветуйте
    включить плейлист интересное нибудь новенькое подбери подскажи порекомендуешь порекомендуй порекомендуйте
    посоветуешь удиви
    """
)
"""With one of these such a line asks for something to hear."""
_WAS = folded("i it that they this")
"""Beside these `was` is no German question: `that was great`."""


_SAID = lines("""
    i like it
    i love it
    i love you
    thank you so much
    who are you
    fuck off
    go away
    hm
    hmm
    screw you
    shut up
    wtf
    ach so
    geh weg
    hä
    halt den mund
    halt die klappe
    hau ab
    leck mich
    verpiss dich
    ага
    заткнись
    иди на хуй
    иди нахуй
    ну такое
    отвали
    отстань
    понял
    поняла
    пошёл нахуй
    пошёл ты
    угу
    хз
    хм
    ясно
""")
"""Lines that are said to a bot, whoever sings them."""
_OF_BOT = lines("""
    how do you know
    how do you know that
    how do you know this
    what's your name
    what is your name
    whats your name
    woher weißt du das
    woher wissen sie das
    wie heißt du
    wie ist dein name
    wie viele künstler kennst du
    wieviele künstler kennst du
    как вас зовут
    как тебя зовут
    откуда ты знаешь
    откуда ты это знаешь
    сколько артистов ты знаешь
    сколько исполнителей ты знаешь
    сколько стоит
    сколько ты стоишь
    сколько это стоит
""")
"""Questions about the bot itself, of words that ask for other things as well."""
_LONG_TITLE = 3  # words
_HELP = lines("""
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
    ich verstehe nicht
    ich verstehe das nicht
    das verstehe ich nicht
    i don't understand
    i don't get it
    не понимаю
    я не понимаю
    ничего не понимаю
    я ничего не понимаю
    was können sie
    wie funktionieren sie
    помощь
    помоги
    помогите
    что ты умеешь
    что ты можешь
    что умеешь
    как это работает
    как ты работаешь
""")

_MORE = folded(
    """
    again another continue different else more next other others
    andere anderen anderes mehr nächste nächsten noch nochmal weiter
    больше другие другое дальше ещё следующая следующие следующий
    """
)
_ONWARD = folded(
    """
    a and any anything give list like me now ok okay on one ones page please show some something that the
    these
    this us awesome great of thanks
    auf bitte danke davon die einer eine einmal gib liste mach mal mir seite uns und was zeig
    а в дай давай ну и можно мне можешь пожалуйста покажи раз список страница страницу что что-нибудь что-то
    """
)
"""Beside a word for more, these say no more than it."""

_BACK = lines("""
    back
    go back
    page back
    one page back
    previous
    previous page
    the previous page
    zurück
    geh zurück
    eine seite zurück
    seite zurück
    vorherige seite
    vorige seite
    die vorherige seite
    назад
    вернись
    вернись назад
    вернуться
    вернуться назад
    листай назад
    на страницу назад
    страница назад
    предыдущая
    предыдущая страница
    предыдущую
    предыдущую страницу
""")

_DONE = lines("""
    done
    finished
    go
    i'm done
    im done
    let's go
    ok
    okay
    ready
    show list
    show me my list
    show me the list
    show my list
    show the list
    that's all
    that's it
    thats all
    thats it
    das reicht
    das war's
    fertig
    los
    zeig die liste
    zeig liste
    zeig meine liste
    всё
    готов
    готова
    готово
    это всё
    поехали
    покажи список
    покажи мой список
    хватит
""")
"""Lines that say that enough artists are picked."""

_FOR = folded(
    """
    for at in during on while when to about
    für beim im zum bei den der die das zu
    для под во время на в о про
    """
)
_HEARD = folded(
    """
    music song songs something anything playlist track tracks tunes
    musik lied lieder etwas was playlist
    музыка музыку музыки песня песню песни песен что-то что-нибудь чего-нибудь плейлист
    beats liebeslieder partymusik hintergrundmusik
    """
)
"""Beside a mood, one of these says that it is no name."""


def _plain(text: str) -> str:
    return " ".join(plain_words(text))


def is_mood(text: str) -> bool:
    """Whether a line asks for music by mood or occasion alone: `sad songs`, `Musik zum Lernen`."""
    words = set(plain_words(text))
    moods = words & MOODS
    return bool(moods and words & _HEARD) and words <= WORDS | MOODS | _FOR | _HEARD


def is_talk(text: str) -> bool:
    """Whether a line is made of nothing but talk: `hello there`, `что послушать?`, or of signs: `🔥`.

    Somebody may be called so all the same: `The The`, `!!!`.
    """
    if not any(map(str.isalnum, text)):
        return len(text) <= _SIGNS_ALONE
    if is_said(text):
        return True
    words = plain_words(text)
    return 0 < len(words) <= _MOST and WORDS.issuperset(words)


def is_picture(text: str) -> bool:
    """Whether a line is made of pictures and signs: `❤️`, which is no wish for Heart."""
    return not any(map(str.isalnum, text)) and any(category(one) == "So" for one in text)


def wants_help(text: str) -> bool:
    """Whether a line asks what can be said here: `help`, `что ты умеешь?`."""
    return _plain(text) in _HELP


def is_said(text: str) -> bool:
    """Whether a line is said to a bot, though it is a song's title as well: `who are you?`."""
    return _plain(text) in _SAID or asks_of_bot(text)


def asks_of_bot(text: str) -> bool:
    """Whether a line asks about the bot: `what's your name?`, `откуда ты знаешь?`."""
    return _plain(text) in _OF_BOT


def may_be_title(text: str) -> bool:
    """Whether a line of talk may be a title: `Do I Wanna Know?`, `Someone Like You`, but not `I love it`."""
    words = plain_words(text)
    long = len(words) >= _LONG_TITLE and not is_said(text)
    return long or (len(words) > 1 and not _IN_TITLES.isdisjoint(words))


def wants_more(text: str) -> bool:
    """Whether a line asks for what comes next in a list: `more`, `дальше`, `noch mehr`."""
    plain = plain_words(text)
    before = zip(["", *plain], plain, strict=False)
    words = {word for one, word in before if not word.isdecimal() or one == "like"}  # `5 more`
    return not _MORE.isdisjoint(words) and words <= _MORE | _ONWARD


def wants_back(text: str) -> bool:
    """Whether a line asks for what came before in a list: `back`, `назад`."""
    return " ".join(word for word in plain_words(text) if word not in POLITE) in _BACK


def is_done(text: str) -> bool:
    """Whether a line says that enough is picked: `that's all`, `fertig`."""
    return _plain(text) in _DONE


def asks(text: str) -> bool:
    """Whether such a line asks for something to hear."""
    words = set(plain_words(text))
    return bool(words & _ASKING - ({"was"} if words & _WAS else set()))
