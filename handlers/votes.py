"""👍 and 👎 on cards that many see: each counts for the one who taps, and no one else sees it."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.buttons.open import Vote
from handlers.buttons.tokens import Tokens
from handlers.cards.sending import acknowledge
from handlers.lists import entry_cards
from handlers.lists.data import Rated
from storage import Storage


def setup() -> Router:
    router = Router(name="votes")
    router.callback_query.register(vote, Vote.filter())
    return router


async def vote(callback: CallbackQuery, callback_data: Vote, storage: Storage, tokens: Tokens) -> None:
    artist, verdict = tokens.artist(callback_data.artist), callback_data.verdict
    stands = await storage.verdicts.toggle(callback.from_user.id, artist.key, artist.name, verdict)
    await acknowledge(callback, entry_cards.noted(Rated(artist.name, verdict, stands)))
