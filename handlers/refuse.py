"""What is done about an artist who is not wanted, as words said: `no Drake`, `I hate Nickelback`."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.asking import question_cards
from handlers.asking.answers import Answers
from handlers.asking.questions import Questions
from handlers.buttons.callbacks import check_owner
from handlers.buttons.lists import Refuse
from handlers.cards.sending import acknowledge, edit
from handlers.lists import entry_cards
from handlers.lists.data import Rated
from storage import Storage


def setup() -> Router:
    router = Router(name="refuse")
    router.callback_query.register(refuse, Refuse.filter())
    return router


async def refuse(
    callback: CallbackQuery, callback_data: Refuse, storage: Storage, questions: Questions, answers: Answers
) -> None:
    """Keep the verdict, and go on without the artist where others are asked for."""
    user_id, token, verdict = callback.from_user.id, callback_data.question, callback_data.verdict
    check_owner(callback_data.owner, user_id)
    question = await questions.get(user_id, token)
    artist = question.unwanted(callback_data.term)
    await storage.verdicts.put(user_id, artist.key, artist.name, verdict)
    await acknowledge(callback, entry_cards.noted(Rated(artist.name, verdict, verdict)))
    if not question.can_leave_out:
        await edit(callback, question_cards.refused(artist.name, verdict))
        await questions.end(user_id, token)
        return
    question = question.choose(callback_data.term, None)
    await edit(callback, await answers.go_on(user_id, question, token))
    await questions.go_on(user_id, token, question)
