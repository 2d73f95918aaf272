"""Questions back: whom the words of a listener may mean."""

from handlers.asking.question_parts import Option, Part, Question
from handlers.buttons.lists import Choose, Refuse
from handlers.cards.blocks import BUTTON_NAME, NAME, Button, Card, button, genre_names, rows
from handlers.cards.texts import label, say, shorten
from handlers.songs.views import of_song
from recommender.words.phrases import is_decade, is_trait
from storage import Verdict


def question(owner: int, token: str, asked: Question, *, personal: bool = True) -> Card:
    """The first open part of a query, with the artists that it may mean.

    A `personal` one asks what to do about whom the listener does not want.
    """
    index = asked.open or 0
    part = asked.parts[index]
    refused = personal and part.refused and len(part.options) == 1
    choices = [
        [button(option(one), Choose(owner=owner, question=token, term=index, option=number))]
        for number, one in enumerate(part.options)
    ]
    everyone = Choose(owner=owner, question=token, term=index, option=len(part.options))
    all_of_them = [button(label("button-all-of-these"), everyone)] if part.genre and part.options else []
    leave_out = Choose(owner=owner, question=token, term=index, option=None)
    skip = [button(label("button-leave-out"), leave_out)] if asked.can_leave_out else []
    if refused:
        return _refusal(owner, token, index, part.options[0], skip)
    return Card(doubt(part), rows(_song_meant(owner, part), *choices, all_of_them, skip))


def _refusal(owner: int, token: str, index: int, one: Option, skip: list[Button]) -> Card:
    """What to do about an artist who is not wanted: steer away, never show, or a list all the same."""
    verdicts = {Verdict.DISLIKE: label("button-steer-away"), Verdict.BLOCKED: label("button-blocked")}
    away = [
        [button(text, Refuse(owner=owner, question=token, term=index, verdict=verdict))]
        for verdict, text in verdicts.items()
    ]
    similar = Choose(owner=owner, question=token, term=index, option=0)
    all_the_same = [button(label("button-similar", name=option(one)), similar)]
    return Card(say("question-refused", name=shorten(one.name, NAME)), rows(*away, all_the_same, skip))


def refused(name: str, verdict: Verdict) -> Card:
    """What was done about somebody who is not wanted."""
    short = shorten(name, NAME)
    blocked = verdict is Verdict.BLOCKED
    return Card(say("refused-blocked", name=short) if blocked else say("refused-disliked", name=short))


def doubt(part: Part) -> str:
    """That words lead to no one artist, before those that they may mean."""
    text = shorten(part.text, NAME)
    if part.song is not None:
        title, artist = shorten(part.song.title, NAME), shorten(part.song.artist, NAME)
        return say("question-song", title=title, artist=artist)
    if part.refused and not part.options:
        return (
            say("question-refused-genre", text=text)
            if part.genre
            else say("question-refused-unknown", text=text)
        )
    if part.shared:
        return say("question-shared", text=text)
    if part.genre:
        return _genre(part, text)
    if not part.far:
        return say("question-maybe", text=text)
    return say("question-far", text=text) if part.options else say("question-nothing", text=text)


def _genre(part: Part, text: str) -> str:
    if part.lost:
        return say("question-genre-alone", text=text, lost=shorten(part.lost, NAME))
    if is_decade(part.text):
        return say("question-decade", text=text)
    return say("question-trait", text=text) if is_trait(part.text) else say("question-genre", text=text)


def option(one: Option) -> str:
    """Who may be meant; artists of one name are told apart by genres, else by whom they are like."""
    name = shorten(one.name, BUTTON_NAME)
    if one.near:
        return label("option-near", name=name, near=shorten(one.near, BUTTON_NAME))
    return " · ".join(filter(None, (name, genre_names(one.genres))))


def _song_meant(owner: int, part: Part) -> list[Button]:
    """From words that name a song to songs like it."""
    if part.song is None:
        return []
    title = shorten(part.song.title, BUTTON_NAME)
    return [button(label("button-songs-like", title=title), of_song(owner, part.song.key))]
