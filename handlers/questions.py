"""Queries that wait for the listener to say which artist they mean.

An open question is kept among the listener's preferences until it is settled, so its buttons outlive a
restart.
"""

import secrets
from collections.abc import Collection, Sequence

from pydantic import BaseModel, ValidationError

from handlers.callbacks import StaleButton
from handlers.thinking import think
from recommender import Recommender
from recommender.names import compact
from recommender.types import Artist, Certainty, Term
from storage import Preferences

OPEN = 20
"""Questions that a listener may leave open; older ones go."""
_GENRES = 2
_LITTLE_KNOWN = 0.7  # popularity: in four baskets of the shipped bundle's 2,371
_WIDE = 60  # artists of a genre
_SHORT = 100
"""Characters of a line in which names are looked up at once, before a thread searches for them."""


class Option(BaseModel, frozen=True):
    """An artist that is perhaps meant; `genres`, or whom it is `near`, tell it from others of its name."""

    key: str
    name: str
    genres: tuple[str, ...] = ()
    near: str = ""


class SongMeant(BaseModel, frozen=True):
    """A song in place of an artist, by its key."""

    key: str
    title: str
    artist: str


class Part(BaseModel, frozen=True):
    """One artist of the query as the listener wrote it, and who it may be."""

    text: str
    options: tuple[Option, ...]
    far: bool
    settled: bool
    spoken: str
    """What the listener called it: their own words where it goes by others, else the artist's name."""
    shared: bool = False
    """Whether the options are artists of one name."""
    genre: bool = False
    """Whether the words name a genre, and the options are artists of it."""
    refused: bool = False
    """Whether what the words name is said not to be wanted."""
    guessed: bool = False
    """Whether no artist is called so, and the one that comes near enough was taken."""
    song: SongMeant | None = None
    """The song that the words name; its artist is the first option."""

    @property
    def is_known(self) -> bool:
        """Whether it is known what the words name, though not who is wanted."""
        return self.shared or self.genre or self.refused

    @classmethod
    def unread(cls, text: str) -> "Part":
        """Words of which nothing is known yet."""
        return cls(text=text, options=(), far=True, settled=False, spoken=text)


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
    def certain(self) -> bool:
        """Whether all words are names of one artist each."""
        return bool(self.parts) and all(part.settled and not part.guessed for part in self.parts)

    def is_whole(self, line: str) -> bool:
        """Whether all of a line is one name, and nothing of it was cut, parted or left away."""
        return len(self.parts) == 1 and _same(self.parts[0].text, line)

    @property
    def may_be_song(self) -> bool:
        """Whether the line as a whole is unclear, or guessed, and perhaps no artist's name."""
        part = self.parts[0] if len(self.parts) == 1 and not self.picking else None
        return part is not None and (part.guessed or not (part.settled or part.is_known))

    @property
    def without(self) -> list[str]:
        """Keys of the artists that are to be left out of a list of others."""
        return [one.key for part in self.parts if part.settled and part.refused for one in part.options]

    def fewer(self, unwanted: Collection[str]) -> "Question":
        """The same without these artists among those of a genre, where others are left of it."""
        parts = []
        for part in self.parts:
            left = tuple(one for one in part.options if one.key not in unwanted)
            parts.append(part.model_copy(update={"options": left}) if part.genre and left else part)
        return self.model_copy(update={"parts": tuple(parts)})

    def as_song(self, line: str, song: SongMeant, artist: Option) -> "Question":
        """The same, the line being known as a song; its artist goes before those that may be meant."""
        return self._as_one(line, [artist], song)

    def as_artists(self, line: str, artists: Sequence[Option]) -> "Question":
        """The same, these artists being named in the line beside what is not known."""
        return self._as_one(line, artists)

    def _as_one(self, line: str, artists: Sequence[Option], song: SongMeant | None = None) -> "Question":
        part = self.parts[0] if len(self.parts) == 1 else Part.unread(line)
        options = tuple(dict.fromkeys([*artists, *(() if part.far else part.options)]))
        no_more = dict.fromkeys(("settled", "far", "genre", "refused"), False)
        known = part.model_copy(update={"options": options, "song": song, **no_more})
        return self.model_copy(update={"parts": (known,)})

    @property
    def seeds(self) -> dict[str, str]:
        """Keys of the artists that the settled parts mean, with what the listener called them."""
        return {
            one.key: part.spoken if len(part.options) == 1 else one.name
            for part in self.parts
            if part.settled and not part.refused
            for one in part.options
        }

    @property
    def can_leave_out(self) -> bool:
        """Whether something would remain without the open part."""
        left = [part for part in self.parts if not part.settled or (part.options and not part.refused)]
        return len(left) > 1

    def unwanted(self, index: int) -> Option:
        """The artist that this part says is not wanted; StaleButton if it isn't asked."""
        if index != self.open or not self.parts[index].refused or not self.parts[index].options:
            raise StaleButton(f"part {index} refuses nobody")
        return self.parts[index].options[0]

    def choose(self, index: int, option: int | None) -> "Question":
        """Settle one part, of a genre by all its artists behind the last; StaleButton if it isn't asked."""
        if index != self.open or (option is None and not self.can_leave_out):
            raise StaleButton(f"part {index} is not open")
        part = self.parts[index]
        all_of_them = part.genre and option == len(part.options)
        if option is not None and option >= len(part.options) and not all_of_them:
            raise StaleButton(f"part {index} has no option {option}")
        one = () if option is None else part.options[option : option + 1]
        taken = part.options if all_of_them else one
        spoken = "".join(one.name for one in taken)
        settled = part.model_copy(
            update={"options": taken, "settled": True, "spoken": spoken, "refused": False}
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
        spoken=options[0].name if options and _same(options[0].name, term.text) else term.text,
        shared=term.is_shared,
        genre=term.is_genre,
        refused=term.is_refused,
        guessed=term.is_clear and term.matches[0].certainty is not Certainty.EXACT,
    )


def _option(engine: Recommender, artist: Artist, *, apart: bool) -> Option:
    genres = artist.genres[:_GENRES] if apart else ()
    near = engine.neighbours(artist.key, 1) if apart and not genres else []
    return Option(key=artist.key, name=artist.name, genres=genres, near=near[0][0].name if near else "")


def _same(name: str, text: str) -> bool:
    """Whether a text is the name, but for case, accents and signs."""
    return compact(name) == compact(text)


def _name(token: str) -> str:
    return f"question-{token}"
