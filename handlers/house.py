"""Which handlers an update may concern: found by its command or its button, not by asking at every door."""

from collections.abc import Callable, Iterable
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.dispatcher.event.telegram import TelegramEventObserver
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.types import CallbackQuery, Message, TelegramObject

_Doors = list[tuple[TelegramEventObserver, bool]]
"""Each with whether there are filters of the whole room to be asked first."""


class House(Router):
    """The rooms in their order, as `Router` asks them, without the handlers that would say no.

    A handler that hears more than certain commands and buttons is always asked. Rooms have no rooms in them,
    and no outer middlewares.
    """

    def __init__(self, rooms: Iterable[Router]) -> None:
        super().__init__(name="house")
        self.include_routers(*rooms)
        for room in self.sub_routers:
            _ask_in_the_loop(room)
        self._any = {kind: self._doors(kind, None) for kind in self.observers}
        self._by_key = {
            (kind, key): self._doors(kind, key) for kind in self.observers for key in self._keys(kind)
        }

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:  # noqa: ANN401 - aiogram's
        doors = self._by_key.get((update_type, _key(event) or "")) or self._any.get(update_type, [])
        for door, guarded in doors:
            kwargs["event_router"] = door.router
            open_, found = await door.check_root_filters(event, **kwargs) if guarded else (True, kwargs)
            response = await door.trigger(event, **found) if open_ else UNHANDLED
            if response is not UNHANDLED:
                return response
        return UNHANDLED

    def _keys(self, kind: str) -> set[str]:
        handlers = (handler for room in self.sub_routers for handler in room.observers[kind].handlers)
        return {key for handler in handlers for key in _heard(handler) or ()}

    def _doors(self, kind: str, key: str | None) -> _Doors:
        """Of each room what listens to this key, behind the filters of the whole room."""
        doors: _Doors = []
        for room in self.sub_routers:
            door, whole = TelegramEventObserver(room, kind), room.observers[kind]
            door._handler = whole._handler  # noqa: SLF001 - the filters of the whole room
            door.handlers = [one for one in whole.handlers if _listens(one, key)]
            if door.handlers:
                doors.append((door, bool(whole._handler.filters)))  # noqa: SLF001
        return doors


def _listens(handler: HandlerObject, key: str | None) -> bool:
    heard = _heard(handler)
    return heard is None or key in heard


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
