"""Listeners who blocked the bot, chats that are gone, people without names: each hurts nobody else."""

import pytest
from aiogram import Dispatcher
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Chat, Message, Update, User
from aiohttp import web
from structlog.testing import capture_logs

from tests.unkind import Fault, Server, refusal

NOBODY = User(id=77, is_bot=False, first_name="")
PRIVATE = Chat(id=77, type=ChatType.PRIVATE)


async def moved(request: web.BaseRequest) -> web.StreamResponse:
    """The group has grown into a supergroup."""
    where = {"migrate_to_chat_id": -1001}
    said = "Bad Request: group chat was upgraded to a supergroup chat"
    return web.json_response({"ok": False, "error_code": 400, "description": said, "parameters": where})


GONE: dict[str, Fault] = {
    "blocked": refusal(403, "Forbidden: bot was blocked by the user"),
    "deactivated": refusal(403, "Forbidden: user is deactivated"),
    "kicked": refusal(403, "Forbidden: bot was kicked from the group chat"),
    "no chat": refusal(400, "Bad Request: chat not found"),
    "no user": refusal(400, "Bad Request: USER_DEACTIVATED"),
    "no message": refusal(400, "Bad Request: message to edit not found"),
    "no rights": refusal(400, "Bad Request: not enough rights to send text messages to the chat"),
    "no admin": refusal(400, "Bad Request: need administrator rights in the channel chat"),
    "restricted": refusal(400, "Bad Request: CHAT_RESTRICTED"),
    "no texts": refusal(400, "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN"),
    "slow mode": refusal(400, "Bad Request: SLOWMODE_WAIT_30"),
    "banned": refusal(400, "Bad Request: USER_BANNED_IN_CHANNEL"),
    "a channel that is private": refusal(400, "Bad Request: CHANNEL_PRIVATE"),
    "no group": refusal(400, "Bad Request: group chat was deactivated"),
    "no topic": refusal(400, "Bad Request: message thread not found"),
    "a deleted topic": refusal(400, "Bad Request: TOPIC_DELETED"),
    "moved": moved,
}
SAID = ("/start", "Radiohead", "/privacy", "/export", "no such name at all")


def message(text: str) -> Message:
    return Message(message_id=1, date=0, chat=PRIVATE, from_user=NOBODY, text=text)  # type: ignore[arg-type] # as JSON has it


@pytest.mark.parametrize("case", GONE)
async def test_who_cannot_be_answered_is_let_go_with_a_line_in_the_log(
    dispatcher: Dispatcher, case: str
) -> None:
    """Nothing is raised, so nothing is tried again or set aside."""
    async with Server((GONE[case], GONE[case])).serving() as bot:
        with capture_logs() as logs:
            for number, text in enumerate(SAID):
                await dispatcher.feed_update(bot, Update(update_id=number, message=message(text)))
    assert {line["event"] for line in logs} <= {"answer not delivered", "edit not needed"}


async def test_people_without_names_are_answered_like_all_others(dispatcher: Dispatcher) -> None:
    server = Server()
    async with server.serving() as bot:
        for number, text in enumerate(SAID):
            await dispatcher.feed_update(bot, Update(update_id=number, message=message(text)))
        tap = CallbackQuery(
            id="1", from_user=NOBODY, chat_instance="1", data="sets1:77", message=message("x")
        )
        await dispatcher.feed_update(bot, Update(update_id=99, callback_query=tap))
    assert len([call for call in server.calls if call.method.startswith("send")]) >= len(SAID)
    assert [call.method for call in server.calls][-2:] == ["answerCallbackQuery", "editMessageText"]
