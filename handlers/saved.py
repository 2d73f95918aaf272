"""/saved: lists to keep, to take along as files, and to share by a link that can be taken back."""

import secrets

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, Message, User

from handlers.buttons import links
from handlers.buttons.callbacks import StaleButton, check_owner
from handlers.buttons.shelves import Drop, Export, Keep, Kept, KeptLists, Share
from handlers.cards.blocks import Card, nearest_page
from handlers.cards.sending import acknowledge, edit, send, tapped
from handlers.cards.texts import label
from handlers.lists import cards as list_cards
from handlers.lists.entries import Entries
from handlers.lists.lists import Lists
from handlers.lists.titles import kept_title
from handlers.shelves.exports import Line, export
from handlers.shelves.saved_cards import LISTS, all_kept, kept
from recommender import Recommender
from storage import SavedList, Storage

_TOKEN_BYTES = 16


def setup() -> Router:
    router = Router(name="saved")
    router.message.register(show_all, Command("saved"))
    router.callback_query.register(turn, KeptLists.filter())
    router.callback_query.register(keep, Keep.filter())
    router.callback_query.register(show, Kept.filter())
    router.callback_query.register(send_file, Export.filter())
    router.callback_query.register(share, Share.filter())
    router.callback_query.register(drop, Drop.filter())
    return router


async def show_all(message: Message, event_from_user: User, storage: Storage) -> None:
    await send(message, await _all(storage, event_from_user.id, 0))


async def turn(callback: CallbackQuery, callback_data: KeptLists, storage: Storage) -> None:
    check_owner(callback_data.owner, callback.from_user.id)
    await acknowledge(callback)
    await edit(callback, await _all(storage, callback.from_user.id, callback_data.page))


async def keep(
    callback: CallbackQuery,
    callback_data: Keep,
    *,
    lists: Lists,
    entries: Entries,
    storage: Storage,
    bot: Bot,
) -> None:
    user_id, query = callback.from_user.id, callback_data.query
    found = await entries.to_keep(user_id, query)
    title = kept_title(found.query, found.names)
    saved = await storage.saved.put(user_id, query, title, found.artists)
    await storage.freshness.notice(user_id, [key for key, _ in found.artists])
    await acknowledge(callback, label("toast-kept"))
    await edit(callback, list_cards.artists(await lists.page(user_id, query, callback_data.page)))
    if callback_data.share:
        saved = await _shared(storage, saved)
        await send(tapped(callback), await _card(saved, bot))


async def show(callback: CallbackQuery, callback_data: Kept, storage: Storage, bot: Bot) -> None:
    card = await _card(await _own(storage, callback.from_user.id, callback_data.saved), bot)
    await acknowledge(callback)
    if callback_data.here:
        await edit(callback, card)
    else:
        await send(tapped(callback), card)


async def send_file(
    callback: CallbackQuery, callback_data: Export, storage: Storage, recommender: Recommender
) -> None:
    saved = await _own(storage, callback.from_user.id, callback_data.saved)
    await acknowledge(callback)
    artists = [
        Line(name, recommender.artist(key).genres if recommender.knows(key) else ())
        for key, name in saved.artists
    ]
    name, data = export(callback_data.form, saved.title, artists)
    await tapped(callback).answer_document(BufferedInputFile(data, name))


async def share(callback: CallbackQuery, callback_data: Share, storage: Storage, bot: Bot) -> None:
    saved = await _own(storage, callback.from_user.id, callback_data.saved)
    if callback_data.on:
        saved = await _shared(storage, saved)
    else:
        await storage.saved.share(saved.id, None)
        saved = await _own(storage, callback.from_user.id, saved.id)
    await acknowledge(callback, label("toast-shared" if callback_data.on else "toast-share-off"))
    await edit(callback, await _card(saved, bot))


async def drop(callback: CallbackQuery, callback_data: Drop, storage: Storage, bot: Bot) -> None:
    """Two taps, for a list that is gone is gone, and its link with it."""
    user_id, list_id = callback.from_user.id, callback_data.saved
    if callback_data.sure and await storage.saved.remove(user_id, list_id):
        await acknowledge(callback, label("toast-dropped"))
        await edit(callback, await _all(storage, user_id, 0))
        return
    saved = await _own(storage, user_id, list_id)
    await acknowledge(callback)
    await edit(callback, await _card(saved, bot, sure=True))


async def _own(storage: Storage, user_id: int, list_id: int) -> SavedList:
    saved = await storage.saved.get(list_id)
    if saved is None:
        raise StaleButton(f"no kept list {list_id}")
    check_owner(saved.user_id, user_id)
    return saved


async def _shared(storage: Storage, saved: SavedList) -> SavedList:
    """The list with a link; one that has a link keeps it."""
    if saved.token is None:
        await storage.saved.share(saved.id, secrets.token_urlsafe(_TOKEN_BYTES))
    return await _own(storage, saved.user_id, saved.id)


async def _card(saved: SavedList, bot: Bot, *, sure: bool = False) -> Card:
    link = await links.to_list(bot, saved.token) if saved.token else None
    return kept(saved, link, sure=sure)


async def _all(storage: Storage, user_id: int, page: int) -> Card:
    total = await storage.saved.count(user_id)
    number = nearest_page(page, total, LISTS)
    return all_kept(user_id, number, await storage.saved.page(user_id, LISTS, number * LISTS), total)
