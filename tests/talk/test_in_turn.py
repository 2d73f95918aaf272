"""A listener's updates come in turn within a chat, and wait for nothing that goes on in another."""

import asyncio

from aiogram.types import Chat, TelegramObject, User

from handlers.frame.middlewares import OneAtATime

ROBIN = User(id=7, is_bot=False, first_name="Robin")
PRIVATE, GROUP = Chat(id=7, type="private"), Chat(id=-7, type="group")


async def test_what_a_group_holds_up_holds_up_no_private_talk() -> None:
    go_on, heard = asyncio.Event(), []

    async def handle(_event: TelegramObject, data: dict[str, object]) -> None:
        if data["words"] == "slow":
            await go_on.wait()
        heard.append(data["words"])

    turns = OneAtATime()

    def say(words: str, chat: Chat) -> asyncio.Task[object]:
        data = {"event_from_user": ROBIN, "event_chat": chat, "words": words}
        return asyncio.create_task(turns(handle, TelegramObject(), data))

    in_group = [say("slow", GROUP), say("after it", GROUP)]
    await say("in private", PRIVATE)
    assert heard == ["in private"]
    go_on.set()
    await asyncio.gather(*in_group)
    assert heard == ["in private", "slow", "after it"]
