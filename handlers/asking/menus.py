"""Cards that help a listener on: greetings, examples, languages."""

from collections.abc import Sequence

from aiogram.utils.i18n import get_i18n

from handlers.asking.firsts import Cells
from handlers.buttons.lists import Again, ForYou
from handlers.buttons.settings import SetDial, ShowSettings, Speak
from handlers.buttons.start import Example, FirstList, OtherCells, PickCell
from handlers.buttons.tokens import token
from handlers.cards.blocks import BUTTON_NAME, Button, Card, button, in_rows, rows, seeds
from handlers.cards.texts import gettext_noop, label, say, shorten
from handlers.lists.data import PastList
from handlers.lists.titles import list_title
from recommender.types import Artist

EXAMPLES = 3
_STEPS = (
    gettext_noop("dial-mainstream"),
    gettext_noop("dial-known"),
    gettext_noop("dial-balanced"),
    gettext_noop("dial-rare"),
    gettext_noop("dial-gems"),
)


def with_examples(text: str, owner: int, examples: Sequence[Artist]) -> Card:
    """A text with a few artists to try under it."""
    buttons = [
        [button(shorten(artist.name, BUTTON_NAME), Example(owner=owner, artist=token(artist.key)))]
        for artist in examples[:EXAMPLES]
    ]
    return Card(text, rows(*buttons))


def welcome_back(owner: int) -> Card:
    """For a listener whose taste is known."""
    buttons = [
        [button(label("button-for-you"), ForYou(owner=owner))],
        [button(label("button-pick-more"), OtherCells(owner=owner))],
    ]
    return Card(say("start-again"), rows(*buttons))


def grid(owner: int, cells: Cells) -> Card:
    """A newcomer's grid: artists to pick, two in a row, and what to do then."""
    buttons = [_cell(owner, artist, picked=picked) for artist, picked in cells.artists]
    others = [button(label("button-others"), OtherCells(owner=owner))]
    done = [button(label("button-first-list"), FirstList(owner=owner))] if cells.likes else []
    # One paragraph takes the place of another: the buttons stay where they are under a quick finger.
    last = say("start-picked", names=seeds(cells.likes)) if cells.likes else say("start-import")
    return Card("\n\n".join([say("start-hello"), last]), rows(*in_rows(buttons, 2), others, done))


def _cell(owner: int, artist: Artist, *, picked: bool) -> Button:
    name = shorten(artist.name, BUTTON_NAME)
    text = label("cell-picked", name=name) if picked else name
    return button(text, PickCell(owner=owner, artist=token(artist.key)))


def dial(owner: int, step: int, steps: int, last: PastList | None = None) -> Card:
    """The dial's steps, from the best known to the rarest, this one marked; `last` to be asked again."""
    names = [label(_STEPS[place]) for place in range(steps)]
    marked = [label("dial-chosen", name=name) if place == step else name for place, name in enumerate(names)]
    buttons = [[button(text, SetDial(owner=owner, step=place))] for place, text in enumerate(marked)]
    again = [_again(last)] if last else []
    return Card(say("dial-question"), rows(*buttons, again, [to_settings(owner)]))


def _again(last: PastList) -> Button:
    title = shorten(list_title(last.past.query, last.names), BUTTON_NAME)
    return button(label("button-dial-again", title=title), Again(query=last.past.query.id))


def step_name(step: int) -> str:
    """What a step of the dial is called."""
    return label(_STEPS[step])


def to_settings(owner: int) -> Button:
    return button(label("button-settings"), ShowSettings(owner=owner))


def languages(text: str, owner: int) -> Card:
    """The languages, each under its own name, the current one marked."""
    i18n = get_i18n()
    buttons = []
    for code in i18n.available_locales:
        with i18n.use_locale(code):
            name = label("language-name")
        marked = label("language-chosen", name=name) if code == i18n.current_locale else name
        buttons.append([button(marked, Speak(owner=owner, language=code))])
    return Card(text, rows(*buttons, [to_settings(owner)]))
