"""One artist of a list: its lines there, the small menu, why it stands there, what a verdict on it did."""

from handlers.buttons.links import Ways
from handlers.buttons.lists import AskWhy, More, Rate, Similar, Turn
from handlers.buttons.songs import SongsOf
from handlers.cards.blocks import (
    BUTTON_NAME,
    NAME,
    Button,
    Card,
    button,
    copy_button,
    genre_line,
    genre_names,
    rows,
)
from handlers.cards.texts import gettext_noop, label, say, shorten
from handlers.lists.data import Because, Entry, Fresh, Ground, Rated, Why
from handlers.lists.wishes import PAGE
from storage import News, Verdict

MENU = {
    Verdict.KNOWN: (gettext_noop("button-known"), gettext_noop("button-known-on")),
    Verdict.SNOOZED: (gettext_noop("button-snoozed"), gettext_noop("button-snoozed-on")),
    Verdict.BLOCKED: (gettext_noop("button-blocked"), gettext_noop("button-blocked-on")),
}
"""Verdicts of the small menu, each with its button's words and those where it stands."""
_MARKS = {
    Verdict.LIKE: gettext_noop("mark-like"),
    Verdict.DISLIKE: gettext_noop("mark-dislike"),
    Verdict.KNOWN: gettext_noop("mark-known"),
    Verdict.SNOOZED: gettext_noop("mark-snoozed"),
    Verdict.BLOCKED: gettext_noop("mark-blocked"),
}
_TOASTS = {
    Verdict.LIKE: gettext_noop("toast-like"),
    Verdict.DISLIKE: gettext_noop("toast-dislike"),
    Verdict.KNOWN: gettext_noop("toast-known"),
    Verdict.SNOOZED: gettext_noop("toast-snoozed"),
    Verdict.BLOCKED: gettext_noop("toast-blocked"),
}
_NEWS = {
    News.LIKED: gettext_noop("news-rated"),  # by an artist that the catalogue has no name for any more
    News.RATED: gettext_noop("news-rated"),
    News.MOVED: gettext_noop("news-moved"),
    News.APPEARED: gettext_noop("news-appeared"),
}


def lines(entry: Entry) -> str:
    """What a list says of an artist: who, how well they match, what is new, why."""
    number, name = entry.position + 1, shorten(entry.name, NAME)
    head = say("entry-head", n=number, name=name, match=entry.match)
    if not entry.picked:
        head = say("entry-shared", n=number, name=name)
    if entry.verdict is not None:
        head += " · " + say(_MARKS[entry.verdict])
    because = _because(entry.because) if entry.because else ""
    news = _news(entry.fresh) if entry.fresh else ""
    return "\n".join(filter(None, (head, news, genre_line(entry.genres), because)))


def rating(entry: Entry) -> list[Button]:
    """The buttons of an artist below its list."""
    number = entry.position + 1
    like, dislike = (
        Rate(query=entry.query_id, position=entry.position, verdict=verdict, menu=False)
        for verdict in (Verdict.LIKE, Verdict.DISLIKE)
    )
    liked = label("button-liked" if entry.verdict is Verdict.LIKE else "button-like", n=number)
    disliked = label("button-disliked" if entry.verdict is Verdict.DISLIKE else "button-dislike", n=number)
    marked = entry.verdict in MENU
    more = label("button-more-marked" if marked else "button-more", n=number)
    place = More(query=entry.query_id, position=entry.position)
    return [button(liked, like), button(disliked, dislike), button(more, place)]


def artist_menu(entry: Entry, ways: Ways, *, alone: bool = False) -> Card:
    """The small menu of one artist, shown in place of its list; in some ways others can be shown it.

    `alone`, it was not opened from its list, and has the buttons to rate that stand there.
    """
    place = {"query": entry.query_id, "position": entry.position}
    name = shorten(entry.name, BUTTON_NAME)
    similar = button(label("button-similar", name=name), Similar(**place))
    why_so = [button(label("button-why"), AskWhy(**place))] if entry.picked else []
    back = button(label("button-back-to-list"), Turn(query=entry.query_id, page=entry.position // PAGE))
    rates = rating(entry)[:2] if alone else []
    verdicts = [[_menu_button(entry, verdict)] for verdict in MENU]
    copy = [copy_button(label("button-copy-artist"), ways.link)] if ways.link else []
    send_on = Button(text=label("button-send-on"), switch_inline_query=name)
    share = [send_on] if ways.inline else []
    songs = [button(label("button-songs-of", name=name), SongsOf(**place))] if entry.songs else []
    return Card(lines(entry), rows(rates, why_so, [similar], songs, *verdicts, share, copy, [back]))


def why(asked: Why) -> Card:
    """What carried an artist into its list, the weightiest first, and how well known it is."""
    entry = asked.entry
    grounds = [_ground(ground) for ground in asked.grounds] or [say("why-not-kept")]
    known = (
        [] if asked.popularity is None else [say("why-popularity", percent=_percent(asked.popularity, 99))]
    )
    head = say("why-head", name=shorten(entry.name, NAME), match=entry.match)
    back = button(label("button-back"), More(query=entry.query_id, position=entry.position))
    return Card("\n\n".join([head, *grounds, *known]), rows([back]))


def noted(rated: Rated) -> str:
    """The toast that confirms a tap on a verdict."""
    name = shorten(rated.name, NAME)
    return label("toast-taken-back" if rated.stands is None else _TOASTS[rated.stands], name=name)


def _news(fresh: Fresh) -> str:
    if fresh.why is News.LIKED and fresh.name is not None:
        return say("news-liked", name=shorten(fresh.name, NAME))
    return say(_NEWS[fresh.why])


def _because(because: Because) -> str:
    name = shorten(because.name, NAME)
    if because.played and not because.asked:
        genres = genre_names(because.genres)
        return (
            say("because-played-both", name=name, genres=genres)
            if genres
            else say("because-played", name=name)
        )
    if not because.genres:
        return say("because-asked" if because.asked else "because-liked", name=name)
    genres = genre_names(because.genres)
    return say("because-asked-both" if because.asked else "because-liked-both", name=name, genres=genres)


def _ground(ground: Ground) -> str:
    because = ground.because
    line = say(
        "why-asked" if because.asked else "why-played" if because.played else "why-liked",
        name=shorten(because.name, NAME),
        percent=_percent(ground.share, 100),
    )
    both = [say("why-both", genres=genre_names(because.genres))] if because.genres else []
    company = ground.company
    together = (
        [say("why-company", meetings=company.meetings, baskets=company.baskets, name=because.name)]
        if company
        else []
    )
    return " ".join([line, *both, *together])


def _percent(share: float, most: int) -> int:
    return min(max(round(100 * share), 1), most)


def _menu_button(entry: Entry, verdict: Verdict) -> Button:
    plain, marked = MENU[verdict]
    text = label(marked if entry.verdict is verdict else plain)
    return button(text, Rate(query=entry.query_id, position=entry.position, verdict=verdict, menu=True))
