"""Queries that wait for the listener to say which artist they mean.

An open question is kept among the listener's preferences until it is settled, so its buttons outlive a
restart.
"""

import asyncio
import secrets

from pydantic import BaseModel

from handlers.callbacks import StaleButton
from recommender import Recommender
from recommender.types import Certainty, Term
from storage import Preferences

_CLEAR = (Certainty.EXACT, Certainty.SURE)


class Option(BaseModel, frozen=True):
    key: str
    name: str


class Part(BaseModel, frozen=True):
    """One artist of the query as the listener wrote it, and who it may be."""

    text: str
    options: tuple[Option, ...]
    far: bool
    settled: bool
    spoken: str
    """What the listener called it: their own words where they were misspelt, else the artist's name."""


class Question(BaseModel, frozen=True):
    """A query on its way to clear artists; a part without options that is settled has been left out."""

    parts: tuple[Part, ...]
    picking: bool = False
    """Whether the artists go among a newcomer's picks, and not into a query."""

    @property
    def open(self) -> int | None:
        """Index of the first part that is not settled."""
        return next((index for index, part in enumerate(self.parts) if not part.settled), None)

    @property
    def seeds(self) -> dict[str, str]:
        """Keys of the artists that the settled parts mean, with what the listener called them."""
        taken = [part for part in self.parts if part.settled and part.options]
        return {part.options[0].key: part.spoken for part in taken}

    @property
    def can_leave_out(self) -> bool:
        """Whether something would remain without the open part."""
        return sum(1 for part in self.parts if not part.settled or part.options) > 1

    def choose(self, index: int, option: int | None) -> "Question":
        """Settle one part; StaleButton if that isn't what this question asks."""
        if index != self.open or (option is None and not self.can_leave_out):
            raise StaleButton(f"part {index} is not open")
        part = self.parts[index]
        if option is not None and option >= len(part.options):
            raise StaleButton(f"part {index} has no option {option}")
        taken = () if option is None else (part.options[option],)
        settled = part.model_copy(
            update={"options": taken, "settled": True, "spoken": "".join(one.name for one in taken)}
        )
        parts = (*self.parts[:index], settled, *self.parts[index + 1 :])
        return self.model_copy(update={"parts": parts})


class Questions:
    """Open questions of listeners, each under a random token that its buttons carry."""

    def __init__(self, preferences: Preferences, engine: Recommender) -> None:
        self._preferences = preferences
        self._engine = engine

    async def about(self, text: str, *, picking: bool = False) -> Question:
        """What a listener's line asks for; no parts where it holds no name at all."""
        terms = await asyncio.to_thread(self._engine.read, text)
        return Question(parts=tuple(_part(term) for term in terms), picking=picking)

    async def keep(self, user_id: int, question: Question, token: str | None = None) -> str:
        """Store a question, in place of an earlier state of it where its token is given."""
        token = token or secrets.token_hex(4)
        await self._preferences.put(user_id, _name(token), question.model_dump_json())
        return token

    async def get(self, user_id: int, token: str) -> Question:
        """The open question; StaleButton if it has been settled."""
        kept = await self._preferences.get(user_id, _name(token))
        if kept is None:
            raise StaleButton(f"no open question {token}")
        return Question.model_validate_json(kept)

    async def settle(self, user_id: int, token: str) -> None:
        await self._preferences.remove(user_id, _name(token))


def _name(token: str) -> str:
    return f"question-{token}"


def _part(term: Term) -> Part:
    best = term.matches[0].certainty if term.matches else Certainty.FAR
    clear = best in _CLEAR
    near = [match for match in term.matches if match.certainty is best]
    options = tuple(Option(key=match.artist.key, name=match.artist.name) for match in near)
    return Part(
        text=term.text,
        options=options[:1] if clear else options,
        far=best is Certainty.FAR,
        settled=clear,
        spoken=options[0].name if best is Certainty.EXACT else term.text,
    )
