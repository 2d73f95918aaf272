"""What inline mode offers, as results to choose from and as the messages that these become."""

from collections.abc import Sequence

from aiogram.enums import ParseMode
from aiogram.types import InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions

from handlers.asking.offers import Cause, Listing, Offer, Offered
from handlers.buttons.open import INLINE_PAGES, ShowLike, Vote
from handlers.buttons.tokens import token
from handlers.cards.blocks import (
    BUTTON_NAME,
    NAME,
    Button,
    Card,
    button,
    genre_line,
    genre_names,
    rows,
    seeds,
    turns,
)
from handlers.cards.calls import NO_PREVIEW
from handlers.cards.sending import markup
from handlers.cards.texts import gettext_noop, label, say, shorten
from handlers.lists.data import GENRES
from handlers.lists.open_cards import listing, near, title, voting
from handlers.lists.wishes import PAGE
from recommender.types import Artist
from storage import Verdict

_SEEDS_IN_BUTTON = 2
_DESCRIPTION = 120
_RESULTS = 50
"""Telegram takes no more."""
_CAUSES = {
    Cause.MAYBE: gettext_noop("inline-maybe"),
    Cause.FAR: gettext_noop("inline-far"),
    Cause.LIKED: gettext_noop("inline-liked"),
}


def results(owner: int, offer: Offer) -> list[InlineQueryResultArticle]:
    """The offer as results, lists first; each id once."""
    lists = [_list_result(owner, one) for one in offer.lists]
    found = [*lists, *(_artist_result(owner, one) for one in offer.artists)]
    return list({one.id: one for one in found}.values())[:_RESULTS]


def artists(owner: int, shown: Listing) -> Card:
    """A page of a list in a message that was sent inline."""
    names = [one.name for one in shown.seeds]
    if not shown.items:
        return Card(say("list-open-nothing", names=seeds(names)), rows(_turns(owner, shown), _search()))
    text = listing(title(names, shown.number), shown.items, near(shown.items, len(names)))
    return Card(text, rows(*voting(shown.items), _turns(owner, shown), _search()))


def artist(owner: int, one: Offered) -> Card:
    """A single artist."""
    name = shorten(one.artist.name, NAME)
    lines = [say("inline-artist", name=name), genre_line(one.artist.genres[:GENRES])]
    if one.why is Cause.SIMILAR:
        lines.append(say("entry-near", name=shorten(one.near, NAME)))
    like, dislike = (
        Vote(artist=token(one.artist.key), verdict=verdict) for verdict in (Verdict.LIKE, Verdict.DISLIKE)
    )
    votes = [button(label("button-like-it"), like), button(label("button-dislike-it"), dislike)]
    more = ShowLike(owner=owner, seeds=token(one.artist.key), page=0)
    similar = button(label("button-similar", name=shorten(one.artist.name, BUTTON_NAME)), more)
    return Card("\n".join(filter(None, lines)), rows(votes, [similar], _search()))


def _list_result(owner: int, shown: Listing) -> InlineQueryResultArticle:
    names = [one.name for one in shown.seeds]
    heading = label("inline-list", names=seeds(names))
    about = ", ".join(shorten(one.name, NAME) for one in shown.items)
    list_id = token(" ".join(one.key for one in shown.seeds))
    return _result(f"list-{list_id}", heading, about, artists(owner, shown))


def _artist_result(owner: int, one: Offered) -> InlineQueryResultArticle:
    about = genre_names(one.artist.genres)
    if one.why is Cause.SIMILAR:
        about = label("inline-similar", match=one.match, name=shorten(one.near, NAME), genres=about)
    elif one.why in _CAUSES:
        about = label(_CAUSES[one.why], genres=about)
    about = about.removesuffix(" · ")  # not of every artist a genre is known
    return _result(f"artist-{token(one.artist.key)}", one.artist.name, about, artist(owner, one))


def _result(result_id: str, heading: str, about: str, card: Card) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        id=result_id,
        title=shorten(heading, NAME),
        description=shorten(about, _DESCRIPTION),
        input_message_content=InputTextMessageContent(
            message_text=card.text,
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions.model_validate(NO_PREVIEW),
        ),
        reply_markup=markup(card.keyboard),
    )


def _turns(owner: int, shown: Listing) -> list[Button]:
    """Pages, as far as the artists asked for fit into a button."""
    if len(shown.seeds) > _SEEDS_IN_BUTTON:
        return []
    page, tokens = shown.number, _tokens(shown.seeds)
    more = len(shown.items) == PAGE and page + 1 < INLINE_PAGES
    return turns(
        ShowLike(owner=owner, seeds=tokens, page=page - 1) if page else None,
        ShowLike(owner=owner, seeds=tokens, page=page + 1) if more else None,
    )


def _search() -> list[Button]:
    return [Button(text=label("button-search"), switch_inline_query_current_chat="")]


def _tokens(artists: Sequence[Artist]) -> str:
    return "".join(token(one.key) for one in artists[:_SEEDS_IN_BUTTON])
