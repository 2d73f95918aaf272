"""From a listener's words to the card that answers them: a list, a question back, or picks of a newcomer."""

from collections.abc import Callable, Sequence

from handlers import list_cards, question_cards, song_lines
from handlers.blocks import NAME, Card
from handlers.firsts import FirstMinute
from handlers.lists import Lists
from handlers.menus import grid
from handlers.questions import Part, Question, Questions, SongMeant
from handlers.showing import Page
from handlers.songs import WELL_KNOWN, SongLists
from handlers.texts import say, shorten
from recommender.phrases import pointed
from recommender.tracks import Song
from storage import QueryKind

LONGEST_QUERY = 1000
_TITLE_AND_ARTIST = 3
"""Words from which a line that is like no name may be a song and whose it is: `bohemian rapsody queen`."""


class Answers:
    def __init__(
        self,
        lists: Lists,
        questions: Questions,
        first_minute: FirstMinute,
        show: Callable[[Page], Card] = list_cards.artists,
        songs: SongLists | None = None,
    ) -> None:
        self._lists = lists
        self._questions = questions
        self._first_minute = first_minute
        self._show = show
        self._songs = songs

    async def to(self, user_id: int, text: str, *, picking: bool = False) -> Card:
        if len(text) > LONGEST_QUERY:
            return Card(say("recommend-too-long"))
        line = song_lines.bare(text)
        if text.strip() and not line:
            return Card(say("other-link"))
        question = await self._questions.about(line, picking=picking)
        if not question.parts:
            return Card(say("question-nothing", text=shorten(line, NAME)))
        if not question.certain:
            question = await self._credited(question, line, told=line != text.strip())
        return await self.go_on(user_id, question)

    async def _credited(self, question: Question, line: str, *, told: bool) -> Question:
        """The same, read as a song and whose it is; `told` by an app, its artists are not asked about."""
        readings = song_lines.readings(line)
        song = await self._song(question, line, readings)
        if song is not None:
            meant = SongMeant(key=song.key, title=song.title, artist=song.artists[0])
            return question.as_song(line, meant, self._questions.option(song.artist_keys[0]))
        named = [self._questions.known(artist, picking=question.picking) for _, artist in readings]
        sure = [one for one in named if one is not None and one.certain]
        if sure and told:
            return sure[0]
        if not sure or question.open is None or not question.may_be_song:
            return self._questions.adjoining(question) or question
        return question.as_artists(line, [part.options[0] for one in sure for part in one.parts])

    async def _song(self, question: Question, line: str, readings: Sequence[tuple[str, str]]) -> Song | None:
        """The song that a line names; where an artist is guessed, only one that many know goes before."""
        if self._songs is None or question.picking:
            return None
        song = self._songs.credited(readings)
        if song is None and question.may_be_song:
            song = await self._titled(self._songs, question.parts[0], line, near=bool(readings))
        guessed = any(part.guessed for part in question.parts)
        return None if song and guessed and song.popularity < WELL_KNOWN else song

    @staticmethod
    async def _titled(songs: SongLists, part: Part, line: str, *, near: bool) -> Song | None:
        """The song that the whole line names, or what is left of it without the words around a name."""
        unlike = part.far and len(line.split()) >= _TITLE_AND_ARTIST
        if song := await songs.titled(line, near=near or unlike):
            return song
        for words in dict.fromkeys((part.text, pointed(line))):
            if words != line and (song := await songs.titled(words)):
                return song
        return None

    async def go_on(self, user_id: int, question: Question, token: str | None = None) -> Card:
        """The next doubt about the words if there is one, else what they ask for.

        A doubt that has a token is stored already, and goes on when the card is shown.
        """
        if question.open is None:
            return await self._settled(user_id, question)
        token = token or await self._questions.keep(user_id, question)
        return question_cards.question(user_id, token, question)

    async def _settled(self, user_id: int, question: Question) -> Card:
        if question.picking:
            return grid(user_id, await self._first_minute.add(user_id, list(question.seeds)))
        return self._show(await self._lists.ask(user_id, QueryKind.RECOMMEND, question.seeds))
