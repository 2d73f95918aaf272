"""Answers as (text, keyboard), made from plain data in the language of the moment."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton

from handlers.blocks import (
    BUTTON_NAME,
    NAME,
    Card,
    button,
    copy_button,
    genre_line,
    genre_names,
    in_rows,
    misspelt,
    on_page,
    rows,
    seeds,
    turns,
)
from handlers.callbacks import (
    Again,
    AskWhy,
    Choose,
    Keep,
    Kept,
    More,
    Rate,
    Refresh,
    Similar,
    SongsOf,
    StopWeekly,
    Turn,
    TurnDial,
    TurnTo,
)
from handlers.formats import date
from handlers.heard import Scope
from handlers.links import Ways
from handlers.questions import Option, Part, Question
from handlers.showing import PAGE, Because, Entry, Fresh, Ground, Page, Rated, Why
from handlers.songs import of_song
from handlers.steps import STEPS
from handlers.texts import count, gettext_noop, label, say, shorten
from storage import News, Query, QueryKind, Verdict

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
_MENU = {
    Verdict.KNOWN: (gettext_noop("button-known"), gettext_noop("button-known-on")),
    Verdict.SNOOZED: (gettext_noop("button-snoozed"), gettext_noop("button-snoozed-on")),
    Verdict.BLOCKED: (gettext_noop("button-blocked"), gettext_noop("button-blocked-on")),
}


_NEWS = {
    News.LIKED: gettext_noop("news-rated"),  # by an artist that the catalogue has no name for any more
    News.RATED: gettext_noop("news-rated"),
    News.MOVED: gettext_noop("news-moved"),
    News.APPEARED: gettext_noop("news-appeared"),
}


def artists(page: Page) -> Card:
    """A page of a list: who, how well they match, why; and buttons for each."""
    if not page.entries:
        return Card(_nothing_left(page), rows(_half(page), _anew(page), _stop(page)))
    blocks = [_title(page), *(_entry(entry) for entry in page.entries)]
    return Card(
        "\n\n".join(blocks),
        rows(
            *(_entry_buttons(entry) for entry in page.entries),
            *_songs(page),
            _turns(page),
            _dial(page),
            _half(page),
            _anew(page),
            _keep(page),
            _stop(page),
        ),
    )


def artist_menu(entry: Entry, ways: Ways) -> Card:
    """The small menu of one artist, shown in place of its list; in some ways others can be shown it."""
    place = {"query": entry.query_id, "position": entry.position}
    name = shorten(entry.name, BUTTON_NAME)
    similar = button(label("button-similar", name=name), Similar(**place))
    why_so = [button(label("button-why"), AskWhy(**place))] if entry.picked else []
    back = button(label("button-back-to-list"), Turn(query=entry.query_id, page=entry.position // PAGE))
    verdicts = [[_menu_button(entry, verdict)] for verdict in _MENU]
    copy = [copy_button(label("button-copy-artist"), ways.link)] if ways.link else []
    send_on = InlineKeyboardButton(text=label("button-send-on"), switch_inline_query=name)
    share = [send_on] if ways.inline else []
    songs = [button(label("button-songs-of", name=name), SongsOf(**place))] if entry.songs else []
    return Card(_entry(entry), rows(why_so, [similar], songs, *verdicts, share, copy, [back]))


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


def question(owner: int, token: str, asked: Question) -> Card:
    """The first open part of a query, with the artists that it may mean."""
    index = asked.open or 0
    part = asked.parts[index]
    choices = [
        [button(option(one), Choose(owner=owner, question=token, term=index, option=number))]
        for number, one in enumerate(part.options)
    ]
    leave_out = Choose(owner=owner, question=token, term=index, option=None)
    skip = [button(label("button-leave-out"), leave_out)] if asked.can_leave_out else []
    return Card(doubt(part), rows(_song_meant(owner, part), *choices, skip))


def _song_meant(owner: int, part: Part) -> list[InlineKeyboardButton]:
    """From words that name a song to songs like it."""
    if part.song is None:
        return []
    title = shorten(part.song.title, BUTTON_NAME)
    return [button(label("button-songs-like", title=title), of_song(owner, part.song.key))]


def noted(rated: Rated) -> str:
    """The toast that confirms a tap on a verdict."""
    name = shorten(rated.name, NAME)
    return label("toast-taken-back" if rated.stands is None else _TOASTS[rated.stands], name=name)


def list_title(query: Query, names: Sequence[str]) -> str:
    """What the history and kept lists call a list, as plain text."""
    if query.kind is QueryKind.SHARED:
        return query.text
    if query.kind is QueryKind.WEEKLY:
        return label("history-weekly")
    if query.kind is not QueryKind.FORYOU:
        return seeds(names)
    scope = Scope.parse(query.text)
    title = label("history-half-known" if scope.half else "history-for-you")
    return f"{title} · {scope.year}" if scope.year else title


def kept_title(query: Query, names: Sequence[str]) -> str:
    """What a kept list is called; it may be read by others, to whom "for you" would be wrong."""
    if query.kind not in (QueryKind.FORYOU, QueryKind.WEEKLY):
        return list_title(query, names)
    return label("kept-picked", date=date(query.asked_at))


def _title(page: Page) -> str:
    title = _heading(page)
    if page.asked_at is not None:
        title = say("list-past", date=date(page.asked_at)) + "\n" + title
    if page.number:
        return on_page(title, page.number)
    same = [] if page.follows is None or any(entry.fresh for entry in page.entries) else [say("list-no-news")]
    return "\n".join([*misspelt(page.heard), title, *same])


def _heading(page: Page) -> str:
    if page.kind is QueryKind.SHARED:
        return say("list-shared", title=shorten(page.title, NAME))
    if page.kind is QueryKind.WEEKLY:
        return count("list-weekly", page.total or 0)
    return _for_you(page) if page.kind is QueryKind.FORYOU else say("list-like", names=seeds(page.names))


def _for_you(page: Page) -> str:
    year, half = page.scope.year, page.scope.half
    if year is not None:
        return say("list-half-known-year" if half else "list-for-you-year", year=year)
    if half:
        return say("list-half-known")
    return say("list-for-you-played") if page.imported else say("list-for-you")


def _nothing_left(page: Page) -> str:
    if page.scope.half:
        return say("list-nothing-half-known")
    if page.kind is QueryKind.WEEKLY:
        return say("list-nothing-this-week")
    if page.kind is QueryKind.FORYOU:
        return say("list-nothing-left-for-you")
    if page.kind is QueryKind.SHARED:
        return say("list-shared-nothing")
    return say("list-nothing-left", names=seeds(page.names))


def _entry(entry: Entry) -> str:
    number, name = entry.position + 1, shorten(entry.name, NAME)
    head = say("entry-head", n=number, name=name, match=entry.match)
    if not entry.picked:
        head = say("entry-shared", n=number, name=name)
    if entry.verdict is not None:
        head += " · " + say(_MARKS[entry.verdict])
    because = _because(entry.because) if entry.because else ""
    news = _news(entry.fresh) if entry.fresh else ""
    return "\n".join(filter(None, (head, news, genre_line(entry.genres), because)))


def _news(fresh: Fresh) -> str:
    if fresh.why is News.LIKED and fresh.name is not None:
        return say("news-liked", name=shorten(fresh.name, NAME))
    return say(_NEWS[fresh.why])


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


def _entry_buttons(entry: Entry) -> list[InlineKeyboardButton]:
    number = entry.position + 1
    like, dislike = (
        Rate(query=entry.query_id, position=entry.position, verdict=verdict, menu=False)
        for verdict in (Verdict.LIKE, Verdict.DISLIKE)
    )
    liked = label("button-liked" if entry.verdict is Verdict.LIKE else "button-like", n=number)
    disliked = label("button-disliked" if entry.verdict is Verdict.DISLIKE else "button-dislike", n=number)
    marked = entry.verdict in _MENU
    more = label("button-more-marked" if marked else "button-more", n=number)
    place = More(query=entry.query_id, position=entry.position)
    return [button(liked, like), button(disliked, dislike), button(more, place)]


def _songs(page: Page) -> list[list[InlineKeyboardButton]]:
    """From each artist to songs: three in a row, since on a phone four words do not fit beside each other."""
    buttons = [
        button(
            label("button-songs", n=entry.position + 1),
            SongsOf(query=entry.query_id, position=entry.position),
        )
        for entry in page.entries
        if entry.songs
    ]
    return in_rows(buttons, 3)


def _menu_button(entry: Entry, verdict: Verdict) -> InlineKeyboardButton:
    plain, marked = _MENU[verdict]
    text = label(marked if entry.verdict is verdict else plain)
    return button(text, Rate(query=entry.query_id, position=entry.position, verdict=verdict, menu=True))


def _turns(page: Page) -> list[InlineKeyboardButton]:
    more = len(page.entries) == PAGE if page.total is None else page.total > (page.number + 1) * PAGE
    return turns(
        Turn(query=page.query_id, page=page.number - 1) if page.number else None,
        Turn(query=page.query_id, page=page.number + 1) if more else None,
    )


def _dial(page: Page) -> list[InlineKeyboardButton]:
    """One step to the better known and one to the rarer, below a list's first page."""
    if page.step is None or page.number:
        return []
    steps = (page.step - 1, label("button-better-known")), (page.step + 1, label("button-rarer"))
    return [
        button(text, TurnDial(query=page.query_id, step=step)) for step, text in steps if 0 <= step < STEPS
    ]


def _anew(page: Page) -> list[InlineKeyboardButton]:
    """What asking anew would bring, where that is known; for a list of the past, the offer to ask again."""
    if page.update is not None:
        names = shorten(", ".join(page.update.names), BUTTON_NAME)
        return [button(label("button-update", n=page.update.new, names=names), Refresh(query=page.query_id))]
    if page.asked_at is not None:
        return [button(label("button-ask-again"), Again(query=page.query_id))]
    return []


def _keep(page: Page) -> list[InlineKeyboardButton]:
    """To keep the list, or to where it is kept; and to share it."""
    keep, share = (Keep(query=page.query_id, page=page.number, share=share) for share in (False, True))
    kept = None if page.kept is None else Kept(saved=page.kept, here=False)
    first = button(label("button-keep"), keep) if kept is None else button(label("button-kept"), kept)
    return [first, button(label("button-share"), share)]


def _stop(page: Page) -> list[InlineKeyboardButton]:
    if page.kind is not QueryKind.WEEKLY:
        return []
    return [button(label("button-stop-weekly"), StopWeekly(owner=page.owner, settled=False))]


def _half(page: Page) -> list[InlineKeyboardButton]:
    """From artists unknown to those half known, and back; for listeners whose plays are known."""
    if page.kind is not QueryKind.FORYOU or not page.imported:
        return []
    text = label("button-unknown" if page.scope.half else "button-half-known")
    return [button(text, TurnTo(query=page.query_id, half=not page.scope.half))]


def doubt(part: Part) -> str:
    """That words lead to no one artist, before those that they may mean."""
    text = shorten(part.text, NAME)
    if part.song is not None:
        title, artist = shorten(part.song.title, NAME), shorten(part.song.artist, NAME)
        return say("question-song", title=title, artist=artist)
    if part.shared:
        return say("question-shared", text=text)
    if part.genre:
        return say("question-genre", text=text)
    if not part.far:
        return say("question-maybe", text=text)
    return say("question-far", text=text) if part.options else say("question-nothing", text=text)


def option(one: Option) -> str:
    """Who may be meant; artists of one name are told apart by genres, else by whom they are like."""
    name = shorten(one.name, BUTTON_NAME)
    if one.near:
        return label("option-near", name=name, near=shorten(one.near, BUTTON_NAME))
    return " · ".join(filter(None, (name, genre_names(one.genres))))
