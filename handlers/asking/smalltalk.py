"""Lines that name nobody: a greeting, thanks, "what should I listen to?"."""

from collections.abc import Sequence

from handlers.asking import for_you
from handlers.asking.menus import with_examples
from handlers.cards.blocks import Card
from handlers.cards.texts import say
from handlers.lists.lists import Lists
from handlers.songs.titles import WELL_KNOWN
from recommender import Recommender
from recommender.remarks import Remark, remark_of
from recommender.tracks import Song
from recommender.words.names import fold
from recommender.words.phrases import pointed, points_at_a_band
from recommender.words.talk import (
    WORDS,
    asks,
    is_mood,
    is_picture,
    is_said,
    is_talk,
    may_be_title,
    wants_help,
)

_OF_TALK = 0.8
"""Popularity of who is named by a word of talk beside others: Yes is, Today is not."""
_FAMOUS, _HEARD = 0.95, 0.5  # popularity
_KNOWN, _LONG_TITLE = {1: WELL_KNOWN, 2: 0.8}, 0.5
"""How popular a song is that a line of so many words means: long ones are hardly called so by chance."""


def names_nobody(text: str, recommender: Recommender) -> bool:
    """Whether a line asks for help or by mood, or is talk alone; who is called like that goes before talk."""
    asking = asks(text) and remark_of(text) is Remark.TALK and not is_song(text, recommender)
    talk = asking or is_said(text) or (is_talk(text) and not _is_title(text, recommender))
    named = recommender.key_of(text) is not None if is_said(text) else is_named(text, recommender)
    talk = talk and not named
    return wants_help(text) or is_mood(text) or talk or (is_picture(text) and is_talk(text))


def is_named(text: str, recommender: Recommender) -> bool:
    """Whether a line names somebody: `I love Yes`, and also words of talk after a `like`: `like The Who`.

    After `bands like` these are some band's name, whoever it is: `bands like Can`.
    """
    told = pointed(text)
    meant = recommender.key_of(told) if told != text else None
    known = _HEARD if points_at_a_band(text) else _FAMOUS
    if meant is not None and recommender.artist(meant).popularity >= known:
        return True
    if recommender.key_of(text) is not None:
        return True
    terms = recommender.read_known(text) or []
    return any(
        fold(term.text) not in WORDS or term.matches[0].artist.popularity >= _OF_TALK for term in terms
    )


def _is_title(text: str, recommender: Recommender) -> bool:
    """Whether words of which titles are made are that of a song that many know."""
    return may_be_title(text) and any(song.popularity >= WELL_KNOWN for song in _titled(text, recommender))


def is_song(text: str, recommender: Recommender) -> bool:
    """Whether a line is the title of a song that is known enough for its length."""
    known = _KNOWN.get(len(text.split()), _LONG_TITLE)
    return any(song.popularity >= known for song in _titled(text, recommender))


def _titled(text: str, recommender: Recommender) -> Sequence[Song]:
    return recommender.tracks.titled(text) if recommender.has_songs_awake and recommender.tracks else ()


def asks_anything(text: str, recommender: Recommender) -> bool:
    """Whether a line asks for something to hear without naming anybody."""
    return (asks(text) or is_mood(text)) and names_nobody(text, recommender)


async def answer(user_id: int, text: str, lists: Lists) -> Card:
    """To who wants help, /help; to who asks for something, what they like; to others, what can be said."""
    if wants_help(text):
        return with_examples(say("help"), user_id, await lists.examples(user_id))
    if is_mood(text):
        return with_examples(say("smalltalk-mood"), user_id, await lists.examples(user_id))
    if asks(text):
        return await for_you.card(user_id, lists)
    return await card(user_id, lists)


async def card(user_id: int, lists: Lists) -> Card:
    """The answer to talk: what can be said here."""
    return with_examples(say("smalltalk"), user_id, await lists.examples(user_id))
