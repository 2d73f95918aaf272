"""Queries that wait for the listener to say which artist they mean.

An open question is kept among the listener's preferences until it is settled, so its buttons outlive a
restart.
"""

import secrets
from collections.abc import Sequence

from pydantic import ValidationError

from handlers.asking.question_parts import Option, Part, Question, same_name
from handlers.buttons.callbacks import StaleButton
from handlers.frame.thinking import think
from recommender import Recommender
from recommender.types import Artist, Certainty, Term
from storage import Preferences

OPEN = 20
"""Questions that a listener may leave open; older ones go."""
_GENRES = 2
_LITTLE_KNOWN = 0.7  # popularity: in four baskets of the shipped bundle's 2,371
_WIDE = 60  # artists of a genre
_SHORT = 100
"""Characters of a line in which names are looked up at once, before a thread searches for them."""


class Questions:
    """Open questions of listeners, each under a random token that its buttons carry."""

    def __init__(self, preferences: Preferences, engine: Recommender) -> None:
        self._preferences = preferences
        self._engine = engine

    async def about(self, text: str, *, picking: bool = False) -> Question:
        """What a listener's line asks for; no parts where it holds no name at all."""
        known = self.known(text, picking=picking)
        return known or self._of(await think(self._engine.read, text), picking=picking)

    def known(self, text: str, *, picking: bool = False) -> Question | None:
        """The same where all of the line is names exactly, which is seen without a search."""
        terms = self._engine.read_known(text) if len(text) <= _SHORT else None
        return None if terms is None else self._of(terms, picking=picking)

    def is_little_known(self, question: Question) -> bool:
        """Whether the artists of a question are in so few baskets that another may be meant."""
        keys = [one.key for part in question.parts for one in part.options]
        return all(self._engine.artist(key).popularity < _LITTLE_KNOWN for key in keys)

    def is_wide(self, question: Question) -> bool:
        """Whether a question is of a genre alone, of so many artists that hardly a title is meant by it."""
        genres = [part.text for part in question.parts if part.genre]
        alone = len(genres) == len(question.parts) == 1
        return alone and len(self._engine.read(genres[0], _WIDE)[0].matches) == _WIDE

    def adjoining(self, question: Question) -> Question | None:
        """The same read as names that nothing parts, where it is one part that is like no name but these."""
        part = question.parts[0] if len(question.parts) == 1 else None
        if part is None or part.settled or part.is_known or len(part.text) > _SHORT:
            return None
        read = self._of(self._engine.read_adjoining(part.text), picking=question.picking)
        named = {option for one in read.parts for option in one.options}
        return read if read.parts and (part.far or named.issuperset(part.options)) else None

    def _of(self, terms: Sequence[Term], *, picking: bool) -> Question:
        parts = [part_of(self._engine, term) for term in terms]
        if any(not part.refused for part in parts):  # beside others, who is refused is left out of their list
            parts = [
                part.model_copy(update={"settled": True}) if part.refused and part.options else part
                for part in parts
            ]
        return Question(parts=tuple(parts), picking=picking)

    def option(self, key: str) -> Option:
        """The artist with this key as a choice."""
        return _option(self._engine, self._engine.artist(key), apart=False)

    async def keep(self, user_id: int, question: Question) -> str:
        """Store a question; returns its token."""
        token = secrets.token_hex(4)
        await self._put(user_id, token, question)
        await self._preferences.keep_newest(user_id, _name(""), OPEN)
        return token

    async def get(self, user_id: int, token: str) -> Question:
        """The open question; StaleButton if it has been settled."""
        kept = await self._preferences.get(user_id, _name(token))
        if kept is None:
            raise StaleButton(f"no open question {token}")
        try:
            return Question.model_validate_json(kept)
        except ValidationError as error:  # an import may bring what this Encore cannot read
            raise StaleButton(f"no question that can be read: {token}") from error

    async def go_on(self, user_id: int, token: str, question: Question) -> None:
        """Store how far a question is by now, once that is shown: who does not see it taps again."""
        if question.open is None:
            await self.end(user_id, token)
        else:
            await self._put(user_id, token, question)

    async def end(self, user_id: int, token: str) -> None:
        """Settle a question without an answer."""
        await self._preferences.remove(user_id, _name(token))

    async def _put(self, user_id: int, token: str, question: Question) -> None:
        await self._preferences.put(user_id, _name(token), question.model_dump_json())


def part_of(engine: Recommender, term: Term) -> Part:
    """A name as part of a question, settled where it means one artist."""
    options = tuple(_option(engine, match.artist, apart=term.is_shared) for match in term.likeliest)
    return Part(
        text=term.text,
        options=options,
        far=not term.matches or term.matches[0].certainty is Certainty.FAR,
        settled=term.is_clear,
        spoken=options[0].name if options and same_name(options[0].name, term.text) else term.text,
        shared=term.is_shared,
        genre=term.is_genre,
        lost=term.lost,
        refused=term.is_refused,
        guessed=term.is_clear and term.matches[0].certainty is not Certainty.EXACT,
    )


def _option(engine: Recommender, artist: Artist, *, apart: bool) -> Option:
    genres = artist.genres[:_GENRES] if apart else ()
    near = engine.neighbours(artist.key, 1) if apart and not genres else []
    return Option(key=artist.key, name=artist.name, genres=genres, near=near[0][0].name if near else "")


def _name(token: str) -> str:
    return f"question-{token}"
