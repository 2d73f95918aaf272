"""Lines that name nobody: a greeting, thanks, "what should I listen to?"."""

from handlers import foryou
from handlers.cards import Card
from handlers.lists import Lists
from handlers.menus import with_examples
from handlers.texts import say
from recommender import Recommender
from recommender.phrases import asks, is_talk
from storage import Storage


def names_nobody(text: str, recommender: Recommender) -> bool:
    """Whether a line is talk alone; who is called as it stands goes before."""
    return is_talk(text) and recommender.read_known(text) is None


async def answer(user_id: int, text: str, storage: Storage, lists: Lists, recommender: Recommender) -> Card:
    """To who asks for something to hear, a list from what they like; to others, what to say here."""
    if asks(text):
        return await foryou.card(user_id, storage, lists, recommender)
    return with_examples(say("smalltalk"), user_id, recommender.examples)
