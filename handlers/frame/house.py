"""Which handlers an update may concern: found by its command or its button, not by asking at every door."""

from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from functools import cached_property, partial
from itertools import groupby
from typing import Any

from aiogram import Bot, Dispatcher, Router
from aiogram.dispatcher.event.bases import UNHANDLED, SkipHandler
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.types import CallbackQuery, Message, TelegramObject, Update


class Talk(Dispatcher):
    """Leads updates to the one house in it, by a way that is laid once for each kind of them.

    aiogram lays it anew for each update, asks for handlers of its own that are not there, and keeps the last
    updates to tell them apart by all that is in them.
    """

    def __init__(self, house: "House") -> None:
        super().__init__(disable_fsm=True)
        self._house = house
        self._ways: dict[str, Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]] = {}
        self.include_router(house)

    async def feed_update(self, bot: Bot, update: Update, **kwargs: Any) -> Any:  # noqa: ANN401 - aiogram's
        if update.bot is not bot:  # which aiogram puts right, by JSON and back
            return await super().feed_update(bot, update, **kwargs)
        return await self._way(update, {"dispatcher": self, **self.workflow_data, **kwargs, "bot": bot})

    @cached_property
    def _way(self) -> Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]:
        outer = self.update.outer_middleware
        return outer.wrap_middlewares(outer, self._listen_update)

    async def _listen_update(self, update: Update, **kwargs: Any) -> Any:  # noqa: ANN401 - aiogram's
        said = update.__dict__.items()
        kind = next((name for name, event in said if event is not None and name in self.observers), None)
        if kind is None:
            return await super()._listen_update(update, **kwargs)
        if kind not in self._ways:
            outer = self.observers[kind].outer_middleware
            self._ways[kind] = outer.wrap_middlewares(outer, partial(self._house.propagate_event, kind))
        return await self._ways[kind](getattr(update, kind), {**kwargs, "event_update": update})


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
        self._any: dict[str, list[_Door]] = {}
        self._by_key: dict[tuple[str, str], list[_Door]] = {}
        for kind in self.observers:
            self._lay_ways(kind)

    def _lay_ways(self, kind: str) -> None:
        listeners = [
            _Listener(room, kind, one) for room in self.sub_routers for one in room.observers[kind].handlers
        ]
        self._any[kind] = _doors(listeners, kind, None)
        for key in {key for one in listeners for key in one.heard or ()}:
            self._by_key[kind, key] = _doors(listeners, kind, key)

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:  # noqa: ANN401 - aiogram's
        doors = self._by_key.get((update_type, _key(event) or "")) or self._any.get(update_type, [])
        for door in doors:
            response = await door.answer(event, kwargs)
            if response is not UNHANDLED:
                return response
        return UNHANDLED


class _Door:
    """Some handlers of a room, behind the filters and middlewares of the whole room."""

    def __init__(self, room: Router, kind: str, listeners: Iterable["_Listener"]) -> None:
        self._room = room
        self._guard = room.observers[kind]._handler  # noqa: SLF001 - the filters of the whole room
        self._listeners = list(listeners)

    async def answer(self, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401 - aiogram's
        """What the first says that hears it; UNHANDLED if nobody does."""
        data = {**data, "event_router": self._room}
        if self._guard.filters:
            open_, data = await self._guard.check(event, **data)
            if not open_:
                return UNHANDLED
        for one in self._listeners:
            data["handler"] = one.handler
            heard, found = await one.handler.check(event, **data)
            if heard:
                with suppress(SkipHandler):
                    return await one.way(event, found)
        return UNHANDLED


class _Listener:
    def __init__(self, room: Router, kind: str, handler: HandlerObject) -> None:
        self.room = room
        self._observer = room.observers[kind]
        self.handler = handler
        self.heard = _heard(handler)

    def hears(self, key: str | None) -> bool:
        return self.heard is None or key in self.heard

    @cached_property
    def way(self) -> Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]:
        """Through all middlewares to the handler; known once the house stands where it is to stand."""
        middlewares = self._observer._resolve_middlewares()  # noqa: SLF001 - of the rooms around it, too
        return self._observer.middleware.wrap_middlewares(middlewares, self.handler.call)


def _doors(listeners: Iterable[_Listener], kind: str, key: str | None) -> list[_Door]:
    """Of each room what listens to this key."""
    heard = (one for one in listeners if one.hears(key))
    return [_Door(room, kind, ones) for room, ones in groupby(heard, key=lambda one: one.room)]


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
