"""Inline mode: `@bot radiohead` in any chat offers lists and artists to send."""

from aiogram import Router
from aiogram.types import CallbackQuery, InlineQuery, InlineQueryResultsButton

from handlers.asking import inline_cards
from handlers.asking.offers import Offer, Offers
from handlers.buttons.callbacks import AskersButton, check_owner
from handlers.buttons.open import ShowLike
from handlers.buttons.tokens import LENGTH, Tokens
from handlers.cards.sending import acknowledge, edit, unless_too_late
from handlers.cards.texts import label, shorten

_GOOD_FOR = 60
_AT_HAND_GOOD_FOR = 5
"""Seconds that Telegram keeps an answer, for the listener alone: what they block goes from the next."""
_BUTTON = 40


def setup() -> Router:
    router = Router(name="inline")
    router.inline_query.register(offer)
    router.callback_query.register(show_like, ShowLike.filter())
    return router


async def offer(query: InlineQuery, offers: Offers) -> None:
    found = await offers.about(query.from_user.id, query.query)
    with unless_too_late():  # who typed on waits for another answer
        await query.answer(
            [*inline_cards.results(query.from_user.id, found)],
            cache_time=_GOOD_FOR if query.query.strip() else _AT_HAND_GOOD_FOR,
            is_personal=True,
            button=None if found != Offer() else _nobody(query.query),
        )


async def show_like(callback: CallbackQuery, callback_data: ShowLike, offers: Offers, tokens: Tokens) -> None:
    check_owner(callback_data.owner, callback.from_user.id, AskersButton)
    seeds = callback_data.seeds
    artists = [tokens.artist(seeds[start : start + LENGTH]) for start in range(0, len(seeds), LENGTH)]
    shown = await offers.page(artists, callback_data.page)
    await acknowledge(callback)
    await edit(callback, inline_cards.artists(callback_data.owner, shown))


def _nobody(words: str) -> InlineQueryResultsButton:
    """Where no name comes close, the private chat has help."""
    return InlineQueryResultsButton(
        text=label("inline-nobody", text=shorten(words.strip(), _BUTTON)), start_parameter="help"
    )
