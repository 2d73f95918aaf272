"""Which rooms an update may concern: found by its command or its button, not by asking at every door."""

from collections.abc import Callable, Iterable
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.types import CallbackQuery, Message, TelegramObject

_Rooms = list[Router]


class House(Router):
    """The rooms in their order, as `Router` asks them, without those that would say no.

    A room with a handler that hears more than certain commands and buttons is always asked.
    """

    def __init__(self, rooms: Iterable[Router]) -> None:
        super().__init__(name="house")
        self.include_routers(*rooms)
        for room in self.sub_routers:
            _ask_in_the_loop(room)
        self._any = {kind: self._rooms(kind, None) for kind in self.observers}
        self._by_key = {
            (kind, key): self._rooms(kind, key) for kind in self.observers for key in self._keys(kind)
        }

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:  # noqa: ANN401 - aiogram's
        rooms = self._by_key.get((update_type, _key(event) or "")) or self._any.get(update_type, [])
        for room in rooms:
            response = await room.propagate_event(update_type=update_type, event=event, **kwargs)
            if response is not UNHANDLED:
                return response
        return UNHANDLED

    def _keys(self, kind: str) -> set[str]:
        handlers = (handler for room in self.sub_routers for handler in room.observers[kind].handlers)
        return {key for handler in handlers for key in _heard(handler) or ()}

    def _rooms(self, kind: str, key: str | None) -> _Rooms:
        def listens(room: Router) -> bool:
            heard = [_heard(handler) for handler in room.observers[kind].handlers]
            return any(one is None or key in one for one in heard)

        return [room for room in self.sub_routers if listens(room)]


def _ask_in_the_loop(room: Router) -> None:
    """Of itself aiogram has a thread ask each filter that is no coroutine; the threads are the model's."""
    for observer in room.observers.values():
        doors = (observer._handler, *observer.handlers)  # noqa: SLF001 - the filters of the whole room
        for asked in (one for door in doors for one in door.filters or () if not one.awaitable):
            asked.callback, asked.awaitable = _awaited(asked.callback), True


def _awaited(answer: Callable[..., Any]) -> Callable[..., Any]:
    async def at_once(*arguments: object, **keywords: object) -> object:
        return answer(*arguments, **keywords)

    return at_once


def _heard(handler: HandlerObject) -> set[str] | None:
    """The commands and kinds of buttons that a handler hears; None if there is more, or it cannot be told."""
    for one in handler.filters or ():
        if isinstance(one.callback, Command):
            return _commands(one.callback)
        if isinstance(one.callback, CallbackQueryFilter):
            return {one.callback.callback_data.__prefix__}
    return None


def _commands(heard: Command) -> set[str] | None:
    names = [name for name in heard.commands if isinstance(name, str)]
    plain = heard.prefix == "/" and not heard.ignore_case and len(names) == len(heard.commands)
    return {f"/{name}" for name in names} if plain else None


def _key(event: TelegramObject) -> str | None:
    """The same of an update."""
    if isinstance(event, Message):
        words = (event.text or event.caption or "").split(maxsplit=1)
        return words[0].partition("@")[0] if words else None
    if isinstance(event, CallbackQuery) and event.data:
        return event.data.partition(":")[0]
    return None
