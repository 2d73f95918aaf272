"""👍, 👎, "I know it" and "never show again", on a list or in an artist's menu."""

from aiogram import Bot, Router
from aiogram.types import CallbackQuery

from handlers.buttons import links
from handlers.buttons.lists import Rate
from handlers.cards.sending import acknowledge, edit
from handlers.lists import cards as list_cards
from handlers.lists import entry_cards
from handlers.lists.bursts import NextUp, drawn_by_next, nobody
from handlers.lists.entries import Entries
from handlers.lists.lists import Lists
from handlers.lists.wishes import PAGE


def setup() -> Router:
    router = Router(name="rate")
    router.callback_query.register(rate, Rate.filter())
    return router


async def rate(
    callback: CallbackQuery,
    callback_data: Rate,
    *,
    lists: Lists,
    entries: Entries,
    bot: Bot,
    next_up: NextUp = nobody,
) -> None:
    user_id, query, position = callback.from_user.id, callback_data.query, callback_data.position
    rated, listed = await entries.rate(user_id, query, position, callback_data.verdict)
    await acknowledge(callback, entry_cards.noted(rated))
    if callback_data.menu:
        entry = await entries.entry(user_id, query, position)
        await edit(callback, entry_cards.artist_menu(entry, await links.ways(bot, entry.key)))
    elif not drawn_by_next(callback, callback_data, next_up):
        page = await lists.page_of(listed, position // PAGE)
        if not drawn_by_next(callback, callback_data, next_up):  # which may have come meanwhile
            await edit(callback, list_cards.artists(page))
