"""A small aiogram bot to try the local chat with."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiogram import Bot, Dispatcher, F
from aiogram.client.default import DefaultBotProperties
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Message,
)

from delivery import Session
from localchat import LocalChat


def connect(chat: LocalChat) -> Bot:
    session = Session(chat.api_url)
    session.json_loads = json.loads  # all of what the chat says, as other clients read it
    return Bot(chat.token, session, default=DefaultBotProperties(parse_mode="HTML"))


def buttons(*rows: list[str]) -> InlineKeyboardMarkup:
    """A keyboard of these texts, each its own callback data."""
    keys = [[InlineKeyboardButton(text=text, callback_data=text) for text in row] for row in rows]
    return InlineKeyboardMarkup(inline_keyboard=keys)


def build_dispatcher() -> Dispatcher:
    dispatcher = Dispatcher()
    dispatcher.message(F.text == "busy")(busy)
    dispatcher.message(F.text == "file")(send_file)
    dispatcher.message(F.text == "ways")(ways)
    dispatcher.message(F.text, ~F.via_bot)(echo)
    dispatcher.message()(other)
    dispatcher.callback_query(F.data == "alert")(alert)
    dispatcher.callback_query(F.data == "ignore")(ignore)
    dispatcher.callback_query(F.data == "delete")(delete)
    dispatcher.callback_query(F.inline_message_id)(like_inline)
    dispatcher.callback_query()(like)
    dispatcher.inline_query()(offer)
    return dispatcher


async def echo(message: Message) -> None:
    await message.answer(
        f"<b>You said:</b> {message.html_text}", reply_markup=buttons(["👍", "alert"], ["ignore", "delete"])
    )


async def busy(message: Message, bot: Bot) -> None:
    await bot.send_chat_action(message.chat.id, "typing")


async def send_file(message: Message) -> None:
    await message.answer_document(BufferedInputFile(b"all of it", "export.txt"), caption="Your data")


async def ways(message: Message) -> None:
    """Buttons that lead into inline mode and into the private chat."""
    keys = [
        [InlineKeyboardButton(text="search here", switch_inline_query_current_chat="muse")],
        [InlineKeyboardButton(text="search elsewhere", switch_inline_query="muse")],
        [InlineKeyboardButton(text="in private", url="https://t.me/encore_local_bot?start=more")],
        [InlineKeyboardButton(text="in a group", url="https://t.me/encore_local_bot?startgroup=more")],
    ]
    await message.answer("ways", reply_markup=InlineKeyboardMarkup(inline_keyboard=keys))


async def offer(query: InlineQuery) -> None:
    """Two results for every query, but for an empty one."""
    results = [
        InlineQueryResultArticle(
            id=str(n),
            title=f"{query.query} {n}",
            description=f"Result {n}",
            input_message_content=InputTextMessageContent(message_text=f"<b>{query.query}</b> {n}"),
            reply_markup=buttons(["👍"]),
        )
        for n in (1, 2)
    ]
    button = InlineQueryResultsButton(text="Open the bot", start_parameter="inline")
    await query.answer([*results] if query.query else [], button=button, cache_time=0)


async def like_inline(query: CallbackQuery, bot: Bot) -> None:
    await query.answer("Noted")
    text = f"liked by {query.from_user.first_name}"
    await bot.edit_message_text(text, inline_message_id=query.inline_message_id)


async def other(message: Message) -> None:
    if message.content_type in {"sticker", "photo", "document"}:
        await message.answer(message.content_type)


async def like(query: CallbackQuery) -> None:
    await query.answer("Noted")
    if isinstance(query.message, Message):
        await query.message.edit_reply_markup(reply_markup=buttons(["👍 ✓", "alert"], ["ignore", "delete"]))


async def alert(query: CallbackQuery) -> None:
    await query.answer("Look here", show_alert=True)


async def ignore(query: CallbackQuery) -> None:
    """Never answers, as a bot that hangs."""


async def delete(query: CallbackQuery) -> None:
    await query.answer()
    if isinstance(query.message, Message):
        await query.message.delete()


@asynccontextmanager
async def running(bot: Bot) -> AsyncIterator[None]:
    """The bot, polling for updates as it would in earnest."""
    await bot.set_my_commands(
        [
            BotCommand(command="start", description="Begin"),
            BotCommand(command="help", description="Learn more"),
        ]
    )
    dispatcher = build_dispatcher()
    polling = asyncio.create_task(
        dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False, polling_timeout=5)
    )
    try:
        yield
    finally:
        await dispatcher.stop_polling()
        await polling
