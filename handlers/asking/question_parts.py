"""A question and its parts: who a listener's line may mean, as plain data that is kept and shown."""

from collections.abc import Collection, Sequence

from pydantic import BaseModel

from handlers.buttons.callbacks import StaleButton
from recommender.words.names import compact


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
    lost: str = ""
    """What was said beside the genre, where too few artists are of both."""
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
        return len(self.parts) == 1 and same_name(self.parts[0].text, line)

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
        guessed = part.options if same_name(part.text, line) or not part.genre else ()
        options = tuple(dict.fromkeys([*artists, *(() if part.far else guessed)]))
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


def same_name(name: str, text: str) -> bool:
    """Whether a text is the name, but for case, accents and signs."""
    return compact(name) == compact(text)
