"""/tracks: songs like a song, by and like an artist, or for the listener; then turned and steered by taps."""

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message, User

from handlers.buttons.callbacks import check_owner
from handlers.buttons.songs import Farthest, SameTitle, Songs, SongsOf
from handlers.cards.blocks import Card
from handlers.cards.sending import acknowledge, edit, send, tapped
from handlers.cards.texts import label, say
from handlers.frame.middlewares import AtWork
from handlers.lists.entries import Entries
from handlers.songs import cards as song_cards
from handlers.songs import lines as song_lines
from handlers.songs.lists import NothingToGoBy, SongLists
from handlers.songs.titles import WELL_KNOWN
from handlers.songs.views import of_artist, of_listener, of_song
from handlers.songs.words import CLEAR
from recommender.tracks import Meaning
from recommender.types import Certainty
from recommender.words.phrases import pointed, tidied
from recommender.words.talk import is_mood

LONGEST_QUERY = 300


def setup() -> Router:
    router = Router(name="tracks")
    router.message.middleware(AtWork())
    router.message.register(for_listener, Command("tracks", magic=~F.args))
    router.message.register(by_words, Command("tracks"))
    router.callback_query.register(show, Songs.filter())
    router.callback_query.register(farthest, Farthest.filter())
    router.callback_query.register(same_title, SameTitle.filter())
    router.callback_query.register(of_shown, SongsOf.filter())
    return router


async def for_listener(message: Message, event_from_user: User, songs: SongLists) -> None:
    user_id = event_from_user.id
    try:
        card = song_cards.songs(await songs.page(user_id, of_listener(user_id)))
    except NothingToGoBy:
        card = song_cards.to_try(say("tracks-usage"), user_id, await songs.examples())
    await send(message, card)


async def by_words(message: Message, command: CommandObject, event_from_user: User, songs: SongLists) -> None:
    await send(message, await _answer(event_from_user.id, tidied(command.args), songs))


async def show(callback: CallbackQuery, callback_data: Songs, songs: SongLists) -> None:
    check_owner(callback_data.owner, callback.from_user.id)
    page = await songs.page(callback.from_user.id, callback_data)
    await acknowledge(callback)
    await edit(callback, song_cards.songs(page))


async def farthest(callback: CallbackQuery, callback_data: Farthest) -> None:
    check_owner(callback_data.owner, callback.from_user.id)
    await acknowledge(callback, label("toast-farthest"))


async def same_title(callback: CallbackQuery, callback_data: SameTitle, songs: SongLists) -> None:
    user_id = callback.from_user.id
    check_owner(callback_data.owner, user_id)
    found = await songs.same_title(callback_data.seed)
    await acknowledge(callback)
    await send(tapped(callback), song_cards.same_title(user_id, found))


async def of_shown(
    callback: CallbackQuery, callback_data: SongsOf, entries: Entries, songs: SongLists
) -> None:
    """From an artist of a list to songs."""
    user_id = callback.from_user.id
    entry = await entries.entry(user_id, callback_data.query, callback_data.position)
    page = await songs.page(user_id, of_artist(user_id, entry.key))
    await acknowledge(callback)
    await send(tapped(callback), song_cards.songs(page))


async def _read(text: str, songs: SongLists) -> list[Meaning]:
    """What the words mean, or those behind `songs like`, where they are clear."""
    found = await songs.read(text)
    if (words := pointed(text)) == text or (found and found[0].certainty in CLEAR):
        return found
    behind = await songs.read(words)
    return behind if behind and behind[0].certainty in CLEAR else found


async def _answer(user_id: int, said: str, songs: SongLists) -> Card:
    text = song_lines.bare(said)
    if not text:
        return Card(say("other-link"))
    if len(text) > LONGEST_QUERY:
        return Card(say("tracks-too-long"))
    found = await _read(text, songs)
    clear = found[0] if found and found[0].certainty in CLEAR else None
    # who is spelt nearly so gives way to a genre's own name (The C90s to `90s`)
    exact = clear if clear is not None and clear.certainty is Certainty.EXACT else None
    sure = exact is not None and (exact.song is None or exact.song.popularity >= WELL_KNOWN)
    if not sure and (of := await songs.of_genre(user_id, text)):
        return song_cards.genre(user_id, text, of, exact)
    if clear is None:
        return await _unclear(user_id, text, found, songs)
    view = of_song(user_id, clear.song.key) if clear.song else of_artist(user_id, clear.artist_key or "")
    return song_cards.songs(await songs.page(user_id, view))


async def _unclear(user_id: int, text: str, found: Sequence[Meaning], songs: SongLists) -> Card:
    """The answer to words that are no song's or artist's name."""
    if several := await songs.several(text):
        return song_cards.several(user_id, several)
    if is_mood(text):
        return song_cards.to_try(say("tracks-mood"), user_id, await songs.examples())
    far = not found or found[0].song is None or found[0].certainty is Certainty.FAR
    return song_cards.meanings(user_id, text, found, far=far)
