"""Lines that name nobody: a greeting, thanks, "what should I listen to?"."""

from handlers import foryou
from handlers.blocks import Card
from handlers.lists import Lists
from handlers.menus import with_examples
from handlers.songs import WELL_KNOWN
from handlers.texts import say
from recommender import Recommender
from recommender.talk import asks, is_mood, is_picture, is_talk, may_be_title, wants_help


def names_nobody(text: str, recommender: Recommender) -> bool:
    """Whether a line asks for help or by mood, or is talk alone; who is called like that goes before talk."""
    talk = is_talk(text) and recommender.read_known(text) is None and not _is_title(text, recommender)
    return wants_help(text) or is_mood(text) or talk or (is_picture(text) and is_talk(text))


def _is_title(text: str, recommender: Recommender) -> bool:
    """Whether words of which titles are made are that of a song that many know."""
    tracks = recommender.tracks if may_be_title(text) and recommender.has_songs_awake else None
    return any(song.popularity >= WELL_KNOWN for song in (tracks.titled(text) if tracks else ()))


def asks_anything(text: str, recommender: Recommender) -> bool:
    """Whether a line asks for something to hear without naming anybody."""
    return (asks(text) or is_mood(text)) and names_nobody(text, recommender)


async def answer(user_id: int, text: str, lists: Lists, recommender: Recommender) -> Card:
    """To who wants help, /help; to who asks for something, what they like; to others, what can be said."""
    if wants_help(text):
        return with_examples(say("help"), user_id, recommender.examples)
    if is_mood(text):
        return with_examples(say("smalltalk-mood"), user_id, recommender.examples)
    if asks(text):
        return await foryou.card(user_id, lists, recommender)
    return with_examples(say("smalltalk"), user_id, recommender.examples)
