"""/blend: artists for all in a group who want to be in, each with for whom."""

from aiogram import Bot, F, Router
from aiogram.filters import LEAVE_TRANSITION, ChatMemberUpdatedFilter, Command, CommandStart
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message
from aiogram.utils.deep_linking import create_start_link, create_startgroup_link
from aiogram.utils.i18n import I18n

from handlers.buttons.callbacks import StaleButton
from handlers.buttons.open import JoinBlend, StartBlend, TurnBlend
from handlers.cards.blocks import Button, Card, rows
from handlers.cards.sending import acknowledge, edit, send, tapped
from handlers.cards.texts import label, say
from handlers.frame.middlewares import AtWork
from handlers.frame.moves import Moves
from handlers.groups import GROUPS
from handlers.lists import blend_cards
from handlers.lists.blending import Blending
from storage import Storage


def setup() -> Router:
    router = Router(name="blend")
    router.message.middleware(AtWork())
    in_group, under_group = F.chat.type.in_(GROUPS), F.message.chat.type.in_(GROUPS)
    router.message.register(show_circle, Command("blend"), in_group)
    # The button that adds the bot to a group says so there.
    router.message.register(show_circle, CommandStart(deep_link=True, magic=F.args == "blend"), in_group)
    router.message.register(only_in_groups, Command("blend"))
    router.message.register(leave_with_group, F.left_chat_member, in_group)
    router.message.register(move, F.migrate_to_chat_id | F.migrate_from_chat_id)
    router.my_chat_member.register(forget, ChatMemberUpdatedFilter(LEAVE_TRANSITION), in_group)
    router.callback_query.register(join, JoinBlend.filter(), under_group)
    router.callback_query.register(start, StartBlend.filter(), under_group)
    router.callback_query.register(turn, TurnBlend.filter(), under_group)
    return router


async def show_circle(message: Message, bot: Bot, blending: Blending) -> None:
    await send(message, await _circle(message.chat.id, bot, blending))


async def only_in_groups(message: Message, bot: Bot) -> None:
    add = Button(text=label("button-add-to-group"), url=await create_startgroup_link(bot, "blend"))
    await send(message, Card(say("blend-private"), rows([add])))


async def join(
    callback: CallbackQuery, callback_data: JoinBlend, bot: Bot, blending: Blending, i18n: I18n
) -> None:
    """In or out, for whoever taps; the toast is in their language, the card in that of who asked for it."""
    if callback_data.language not in i18n.available_locales:
        raise StaleButton(f"no language {callback_data.language}")
    chat_id, person = tapped(callback).chat.id, callback.from_user
    # In turn, or of two cards drawn at once the older might come last.
    async with blending.turn(chat_id):
        if callback_data.inside:
            known = await blending.join(chat_id, person.id, person.first_name)
            toast = label("toast-blend-in") if known else label("toast-blend-in-unknown")
        else:
            was_in = await blending.leave(chat_id, person.id)
            toast = label("toast-blend-out") if was_in else label("toast-blend-not-in")
        await acknowledge(callback, toast)
        with i18n.use_locale(callback_data.language):
            await edit(callback, await _circle(chat_id, bot, blending))


async def start(callback: CallbackQuery, blending: Blending) -> None:
    chat_id = tapped(callback).chat.id
    await blending.need_enough(chat_id)
    await acknowledge(callback)
    page = await blending.begin(chat_id, callback.from_user.id)
    await send(tapped(callback), blend_cards.artists(page))


async def turn(callback: CallbackQuery, callback_data: TurnBlend, blending: Blending) -> None:
    chat_id = tapped(callback).chat.id
    page = await blending.page(chat_id, callback.from_user.id, callback_data.blend, callback_data.page)
    if not page.items:
        await acknowledge(callback, label("toast-list-end"))
        return
    await acknowledge(callback)
    await edit(callback, blend_cards.artists(page))


async def leave_with_group(message: Message, storage: Storage) -> None:
    """Who leaves the group is out of its blend."""
    if message.left_chat_member is not None:
        await storage.blends.leave(message.chat.id, message.left_chat_member.id)


async def move(message: Message, storage: Storage, moves: Moves) -> None:
    """The group has become a supergroup, with another id; of this both chats tell, and one may be missing."""
    if message.migrate_to_chat_id is not None:
        moves.note(message.migrate_to_chat_id)
        await storage.blends.move(message.chat.id, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id is not None:
        await storage.blends.move(message.migrate_from_chat_id, message.chat.id)


async def forget(event: ChatMemberUpdated, storage: Storage) -> None:
    """The bot was taken out."""
    await storage.blends.forget(event.chat.id)


async def _circle(chat_id: int, bot: Bot, blending: Blending) -> Card:
    return blend_cards.circle(await blending.circle(chat_id), await create_start_link(bot, "start"))
