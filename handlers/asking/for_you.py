"""What /foryou answers, and who asks for anything at all."""

from handlers.asking.menus import with_examples
from handlers.cards.blocks import Card
from handlers.cards.texts import say
from handlers.lists import cards as list_cards
from handlers.lists.lists import Lists


async def card(user_id: int, lists: Lists) -> Card:
    """A list from all that the listener likes and plays, or how to begin where nothing is known of them."""
    page = await lists.from_taste(user_id)
    if page is None:
        return with_examples(say("foryou-no-likes"), user_id, await lists.examples(user_id))
    if not page.entries and await lists.has_unknown_taste(user_id):
        return with_examples(say("foryou-unknown-taste"), user_id, await lists.examples(user_id))
    return list_cards.artists(page)
