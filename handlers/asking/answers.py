"""From a listener's words to the card that answers them: a list, a question back, or picks of a newcomer."""

from collections.abc import Callable, Sequence

from handlers.asking import question_cards
from handlers.asking.firsts import FirstMinute
from handlers.asking.menus import grid
from handlers.asking.question_parts import Question, SongMeant
from handlers.asking.questions import Questions
from handlers.cards.blocks import NAME, Card
from handlers.cards.texts import say, shorten
from handlers.lists import cards as list_cards
from handlers.lists.data import Page
from handlers.lists.lists import Lists
from handlers.songs import lines as song_lines
from handlers.songs.titles import WELL_KNOWN, SongTitles
from recommender.tracks import Song
from recommender.words.fillers import unfilled
from recommender.words.phrases import pointed, untold
from storage import QueryKind

LONGEST_QUERY = 1000
_HIT = 0.98  # popularity of a song
_TITLE = 8
"""Letters from which a line that is like no name may be a song's, misspelt: `bohemian rapsody`."""


class Answers:
    def __init__(
        self,
        lists: Lists,
        questions: Questions,
        first_minute: FirstMinute,
        show: Callable[[Page], Card] = list_cards.artists,
        songs: SongTitles | None = None,
        *,
        lists_songs: bool = True,
    ) -> None:
        """Without `songs` no line is read as one; where songs are not listed, it stands for its artist."""
        self._lists = lists
        self._questions = questions
        self._first_minute = first_minute
        self._show = show
        self._songs = songs
        self._lists_songs = lists_songs

    async def to(self, user_id: int, text: str, *, picking: bool = False) -> Card:
        if len(text) > LONGEST_QUERY:
            return Card(say("recommend-too-long"))
        line = song_lines.bare(text)
        if text.strip() and not line:
            return Card(say("other-link"))
        question = await self._questions.about(line, picking=picking)
        if any(part.genre for part in question.parts):
            question = question.fewer({*question.without, *await self._lists.unwanted(user_id)})
        if not question.parts:
            return Card(say("question-nothing", text=shorten(line, NAME)))
        if question.certain and question.is_whole(line):
            question = self._or_a_hit(question, line)
        else:
            question = await self._credited(question, line, told=line != text.strip())
        return await self.go_on(user_id, question)

    async def _credited(self, question: Question, line: str, *, told: bool) -> Question:
        """The same, read as a song and whose it is; `told` by an app, its artists are not asked about."""
        readings = song_lines.readings(line)
        song = await self._song(question, line, readings)
        if song is None and (artists := self._pointed(question, line)) is not None:
            return self._or_a_hit(artists, pointed(line))
        song = song or await self._song_told_of(question, line)
        if song is not None:
            return self._as_song(question, line, song)
        if (misspelt := await self._pointed_nearly(question, line)) is not None:
            return misspelt
        named = [self._questions.known(artist, picking=question.picking) for _, artist in readings]
        sure = [one for one in named if one is not None and one.certain]
        if sure and told:
            return sure[0]
        if not sure or question.open is None or not question.may_be_song:
            return self._questions.adjoining(question) or question
        return question.as_artists(line, [part.options[0] for one in sure for part in one.parts])

    def _or_a_hit(self, question: Question, line: str) -> Question:
        """The same; of an artist whom few hear it is asked whether a song of that name is meant: `Numb`."""
        if self._songs is None or question.picking or not self._questions.is_little_known(question):
            return question
        song = self._songs.exactly(line, _HIT)
        return self._as_song(question, line, song) if song else question

    def _as_song(self, question: Question, line: str, song: Song) -> Question:
        by = self._questions.option(song.artist_keys[0])
        if not self._lists_songs or question.picking:
            return question.as_artists(line, [by])
        meant = SongMeant(key=song.key, title=song.title, artist=song.artists[0])
        return question.as_song(line, meant, by)

    def _pointed(self, question: Question, line: str) -> Question | None:
        """The artists behind a `like`, whatever stands before it: `older bands like Muse`."""
        told = pointed(line)
        meant = self._questions.known(told, picking=question.picking) if told != line else None
        return meant if meant is not None and meant.certain else None

    async def _pointed_nearly(self, question: Question, line: str) -> Question | None:
        """The same, misspelt, in a line that is like no name, or beside words of talk alone."""
        if not question.may_be_song or not question.parts[0].far:
            return None
        for told in dict.fromkeys((pointed(line), untold(line), unfilled(line))):
            meant = await self._questions.about(told) if told != line else None
            if meant is None or not meant.parts or any(part.far for part in meant.parts):
                continue
            if told != unfilled(line) or told == untold(line) or meant.open is None:
                return meant
        return None

    async def _song(self, question: Question, line: str, readings: Sequence[tuple[str, str]]) -> Song | None:
        """The song that the whole line names."""
        if self._songs is None:
            return None
        if question.picking:
            return await self._song_of_a_pick(self._songs, question, line)
        song = self._songs.credited(readings) or self._called_just_so(self._songs, question, line)
        if song is None and question.may_be_song:
            unlike = question.parts[0].far and len(line) >= _TITLE
            near = WELL_KNOWN if unlike and not readings else 0.0
            song = await self._songs.titled(line, near=near if unlike or readings else None)
        return self._worth_asking(question, song, line)

    @staticmethod
    async def _song_of_a_pick(songs: SongTitles, question: Question, line: str) -> Song | None:
        """The song for whose artist a grid asks; a genre has artists of its own: `techno`."""
        if question.certain or any(part.genre for part in question.parts):
            return None
        unlike = len(question.parts) == 1 and question.parts[0].far and len(line) >= _TITLE
        return songs.exactly(line) or (await songs.titled(line, near=WELL_KNOWN) if unlike else None)

    def _called_just_so(self, songs: SongTitles, question: Question, line: str) -> Song | None:
        """The song whose title is a line of which other words are read: `Sweet but Psycho`, `Get Low`.

        A genre of many artists is no title: `reggaeton`.
        """
        if question.is_whole(line) and self._questions.is_wide(question):
            return None
        told = pointed(line)
        named = self._questions.known(told)
        titles = () if named is not None and named.is_whole(told) else (told,)
        whole = () if question.is_whole(line) else (line,)
        found = next(filter(None, map(songs.exactly, (*whole, *titles))), None)
        return found if found and (not question.certain or found.popularity >= WELL_KNOWN) else None

    async def _song_told_of(self, question: Question, line: str) -> Song | None:
        """The song that is named by what is left of a line without the words around a name."""
        if self._songs is None or not question.may_be_song:
            return None
        for words in dict.fromkeys((question.parts[0].text, pointed(line), song_lines.untitled(line))):
            if words != line and (song := await self._songs.titled(words)):
                return self._worth_asking(question, song, line)
        return None

    @staticmethod
    def _worth_asking(question: Question, song: Song | None, line: str) -> Song | None:
        """Where an artist is guessed, or a genre called so, only a song that many know goes before."""
        whole = question.is_whole(line)
        named = any(part.guessed or (whole and part.genre) for part in question.parts)
        return None if song and named and song.popularity < WELL_KNOWN else song

    async def go_on(self, user_id: int, question: Question, token: str | None = None) -> Card:
        """The next doubt about the words if there is one, else what they ask for.

        A doubt that has a token is stored already, and goes on when the card is shown.
        """
        if question.open is None:
            return await self._settled(user_id, question)
        token = token or await self._questions.keep(user_id, question)
        return question_cards.question(user_id, token, question, personal=self._lists_songs)

    async def _settled(self, user_id: int, question: Question) -> Card:
        if question.picking:
            return grid(user_id, await self._first_minute.add(user_id, list(question.seeds)))
        page = await self._lists.ask(user_id, QueryKind.RECOMMEND, question.seeds, question.without)
        return self._show(page)
