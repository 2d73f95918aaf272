"""Lines that name nobody: a greeting, thanks, "what should I listen to?"."""

from handlers import foryou
from handlers.blocks import Card
from handlers.lists import Lists
from handlers.menus import with_examples
from handlers.texts import say
from recommender import Recommender
from recommender.phrases import asks, is_talk, wants_help


def names_nobody(text: str, recommender: Recommender) -> bool:
    """Whether a line asks for help, or is talk alone; who is called like that talk goes before."""
    return wants_help(text) or (is_talk(text) and recommender.read_known(text) is None)


async def answer(user_id: int, text: str, lists: Lists, recommender: Recommender) -> Card:
    """To who wants help, /help; to who asks for something to hear, what they like; to others, what to say."""
    if wants_help(text):
        return with_examples(say("help"), user_id, recommender.examples)
    if asks(text):
        return await foryou.card(user_id, lists, recommender)
    return with_examples(say("smalltalk"), user_id, recommender.examples)
