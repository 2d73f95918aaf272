"""The talk: what listeners say and tap, and what they get for it."""

import asyncio
from collections.abc import Collection

from aiogram import Bot, Dispatcher
from aiogram.utils.i18n import I18n

from handlers import (
    blend,
    closed,
    dial,
    errors,
    foryou,
    groups,
    history,
    hosting,
    imports,
    inline,
    language,
    likes,
    maps,
    options,
    other,
    privacy,
    rate,
    recommend,
    refuse,
    saved,
    start,
    taste,
    tracks,
    votes,
    weekly,
)
from handlers.asking.answers import Answers
from handlers.asking.firsts import FirstMinute
from handlers.asking.offers import Offers
from handlers.asking.onward import Onward
from handlers.asking.questions import Questions
from handlers.asking.remarks import Remarks
from handlers.buttons.tokens import Tokens
from handlers.frame.clock import Clock
from handlers.frame.commands import COMMANDS, IN_GROUPS, register_commands
from handlers.frame.host import Host
from handlers.frame.house import House, Talk
from handlers.frame.middlewares import Acquaintance, Language, OneAtATime, SameLanguage
from handlers.frame.moves import Moves
from handlers.frame.other_words import OtherWords
from handlers.frame.own_clock import OwnClock
from handlers.frame.patience import Patience
from handlers.frame.reloading import Load, Reloading, from_disk
from handlers.frame.waking import Waking
from handlers.lists import open_cards
from handlers.lists.blending import Blending
from handlers.lists.entries import Entries
from handlers.lists.histories import Histories
from handlers.lists.lists import Lists
from handlers.pictures.atlas import Atlas
from handlers.pictures.drawings import Easel
from handlers.pictures.portraits import Portraits
from handlers.rounds.broadcast_round import BroadcastRound
from handlers.rounds.weekly_round import WeeklyRound
from handlers.songs.keys import SongKeys
from handlers.songs.lists import SongLists
from handlers.songs.titles import SongTitles
from handlers.songs.words import SongWords
from handlers.uploads.importing import Imports
from recommender import Recommender
from storage import Storage

__all__ = [
    "COMMANDS",
    "IN_GROUPS",
    "Host",
    "Rounds",
    "build_dispatcher",
    "register_commands",
]

# What many see stands before what is closed to them, commands before plain names, the rest comes last.
ROUTERS = (
    errors,
    blend,
    groups,
    inline,
    votes,
    closed,
    start,
    imports,
    foryou,
    tracks,
    taste,
    maps,
    likes,
    history,
    saved,
    dial,
    weekly,
    options,
    language,
    privacy,
    hosting,
    rate,
    refuse,
    recommend,
    other,
)


def build_dispatcher(
    storage: Storage,
    recommender: Recommender,
    i18n: I18n,
    clock: Clock | None = None,
    *,
    patience: Patience | None = None,
    hosts: Collection[int] = (),
    load: Load = from_disk,
    awake: "asyncio.Future[None] | None" = None,
    sung: "asyncio.Future[None] | None" = None,
) -> Dispatcher:
    """The whole talk around its parts; `hosts` may `load` the bundle anew, and more.

    What asks more of the recommender than a sleeping one can tell waits until it is `awake`, and what asks
    for songs until they are: `sung`. Without these all are.
    """
    dispatcher = Talk(House([module.setup() for module in ROUTERS]))
    # Not as keywords of Dispatcher: its own `storage` means something else.
    dispatcher.workflow_data.update(
        storage=storage,
        commands=frozenset(COMMANDS),
        easel=Easel(storage.preferences),
        clock=clock or Clock(),
        moves=Moves(),
        hosts=frozenset(hosts),
    )

    def use(engine: Recommender) -> None:
        dispatcher.workflow_data.update(_parts(storage, engine))

    parts = {**_parts(storage, recommender), "reloading": Reloading(load, use)}
    dispatcher.workflow_data.update(parts)
    needs = {**dict.fromkeys(parts, awake), "songs": sung}
    waking = Waking({name: need for name, need in needs.items() if need is not None})
    for observer in (dispatcher.message, dispatcher.callback_query, dispatcher.inline_query):
        observer.middleware(waking)
    _put_before_handlers(dispatcher, storage, i18n, patience or Patience())
    return dispatcher


def _put_before_handlers(dispatcher: Dispatcher, storage: Storage, i18n: I18n, patience: Patience) -> None:
    """What every update passes, in this order."""
    dispatcher.update.outer_middleware(OneAtATime())
    dispatcher.update.outer_middleware(Acquaintance(storage.users, COMMANDS))
    dispatcher.update.outer_middleware(Language(i18n, storage.preferences))
    dispatcher.update.outer_middleware(OwnClock(storage.preferences))
    dispatcher.update.outer_middleware(patience)
    dispatcher.message.outer_middleware(OtherWords(COMMANDS))
    dispatcher.errors.outer_middleware(SameLanguage(i18n))


class Rounds:
    """What the bot sends unasked: weekly picks and broadcasts."""

    def __init__(
        self, bot: Bot, storage: Storage, dispatcher: Dispatcher, i18n: I18n, clock: Clock | None = None
    ) -> None:
        broadcasts = BroadcastRound(bot, storage, i18n)
        dispatcher["broadcasting"] = broadcasts
        self._rounds = (WeeklyRound(bot, storage, dispatcher, i18n, clock), broadcasts)

    def start(self) -> None:
        for one in self._rounds:
            one.start()

    async def stop(self) -> None:
        await asyncio.gather(*(one.stop() for one in self._rounds))


def _parts(storage: Storage, recommender: Recommender) -> dict[str, object]:
    """What handlers take of the model, by these names; what is `open` is made for all to see."""
    histories = Histories(storage, recommender)
    lists = Lists(storage, recommender, histories)
    open_lists = Lists(storage, recommender, histories, personal=False)
    first_minute = FirstMinute(storage, recommender)
    questions = Questions(storage.preferences, recommender)
    tokens = Tokens(recommender)
    keys, words = SongKeys(recommender), SongWords(recommender)
    songs, titles = SongLists(storage, recommender, keys, words), SongTitles(recommender, keys, words)
    entries = Entries(storage, recommender)
    return {
        "recommender": recommender,
        "lists": lists,
        "open_lists": open_lists,
        "entries": entries,
        "remarks": Remarks(storage, recommender, lists, entries, songs),
        "onward": Onward(lists, songs),
        "imports": Imports(storage, recommender),
        "portraits": Portraits(storage, recommender),
        "atlas": Atlas(storage, recommender, tokens, histories),
        "first_minute": first_minute,
        "questions": questions,
        "answers": Answers(lists, questions, first_minute, songs=titles),
        "open_answers": Answers(
            open_lists, questions, first_minute, open_cards.artists, titles, lists_songs=False
        ),
        "offers": Offers(storage, recommender),
        "blending": Blending(storage, recommender, histories),
        "tokens": tokens,
        "songs": songs,
    }
