"""Cards show names as they are, whatever these hold, and keep within Telegram's limits."""

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest
from aiogram.utils.i18n import I18n
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.asking import inline_cards, question_cards
from handlers.asking.offers import Cause, Listing, Offer, Offered
from handlers.asking.question_parts import Option, Part, Question
from handlers.buttons.links import Ways
from handlers.buttons.songs import Songs
from handlers.cards.blocks import NAME, Card
from handlers.cards.calls import NO_PREVIEW, Edit, Send
from handlers.cards.texts import say, shorten
from handlers.lists import blend_cards, entry_cards, open_cards
from handlers.lists import cards as list_cards
from handlers.lists.anew import Update
from handlers.lists.blending import BlendPage, Circle
from handlers.lists.data import Because, Entry, Fresh, Ground, Page, PastList, Rated, Why
from handlers.lists.wishes import PAGE
from handlers.shelves import cards as shelves
from handlers.shelves import saved_cards
from handlers.shelves.cards import HISTORY, SHELF
from handlers.songs import cards as song_cards
from handlers.songs.data import SongEntry, SongPage
from handlers.songs.views import straight
from localchat.markup import parse_html, utf16_length
from recommender import Artist, Recommender
from recommender.tracks import Meaning, Mode, Song, Suggestion, Trait
from recommender.tracks.types import Axis, Cover
from recommender.tracks.types import Why as SongWhy
from recommender.types import Certainty
from storage import Judgement, News, PastQuery, Query, QueryKind, SavedList, Verdict
from storage.times import moment
from tests.talk.conftest import all_texts

ONE_IN = int(os.environ.get("ONE_IN", "500"))
"""Of how many names of the catalogue one is tried in every kind of card; 1 takes minutes."""
LONGEST_ID = 2**63 - 1
NOW = moment(0)
NASTY = st.text(min_size=1, max_size=300).filter(str.strip)
SIGNS = (
    "Guns N' Roses",
    "<3",
    "Simon & Garfunkel",
    "!!!",
    "&amp;",
    "</b>",
    "{name}",
    '"X"',
    "👩‍👩‍👧‍👧",
)


@pytest.fixture(autouse=True, params=["en", "ru", "de"])
def language(request: pytest.FixtureRequest) -> Iterator[I18n]:
    i18n = all_texts()
    with i18n.context(), i18n.use_locale(request.param):
        yield i18n


@pytest.fixture(scope="module")
def artists(engine: Recommender) -> list[str]:
    """All of the catalogue, by name."""
    return [engine.artist(key).name for key in engine.every_key()]


@pytest.fixture(scope="module")
def known(engine: Recommender, artists: list[str]) -> list[str]:
    """All names and titles of the catalogue."""
    assert engine.tracks is not None
    songs = map(engine.tracks.song, engine.tracks.every_key())
    return sorted({*artists, *(song.title for song in songs if song)})


def entry(position: int, name: str) -> Entry:
    because = Because(name, asked=bool(position % 2), genres=(name,))
    genres, verdict = (name, name, name), list(Verdict)[position % 5]
    return Entry(LONGEST_ID, position, name, name, 100, genres, because, verdict)


def page(*names: str) -> Page:
    entries = tuple(entry(position, name) for position, name in enumerate(names))
    heard = tuple((name, name) for name in names)
    return Page(LONGEST_ID, QueryKind.RECOMMEND, names, heard, 0, entries)


def asked_anew(*names: str) -> Page:
    """A list of the past, all of it new, that is not up to date."""
    entries = tuple(
        replace(entry(position, name), fresh=Fresh(news, name))
        for position, (name, news) in enumerate(zip(names, [*News, *News], strict=False))
    )
    return replace(page(*names), entries=entries, asked_at=NOW, follows=NOW, update=Update(PAGE, names))


def why(name: str) -> Why:
    grounds = tuple(
        Ground(Because(name, asked, (name,) * 3, played), 1.0)
        for asked, played in ((True, False), (False, True), (False, False))
    )
    return Why(entry(1, name), grounds, 1.0)


def question(*names: str) -> Question:
    options = tuple(Option(key=name, name=name) for name in names)
    part = Part(text=names[0], options=options, far=True, settled=False, spoken=names[0])
    return Question(parts=(part, part))


def shelf(*names: str) -> Card:
    judgements = [Judgement(LONGEST_ID, name, name, Verdict.BLOCKED, NOW) for name in names]
    counts = dict.fromkeys(Verdict, 100_000)
    return shelves.shelf(LONGEST_ID, Verdict.BLOCKED, 7, judgements, counts)


def kept(*names: str) -> SavedList:
    artists = tuple((name, name) for name in names)
    return SavedList(LONGEST_ID, LONGEST_ID, LONGEST_ID, names[0], "s" * 22, NOW, artists)


def history(*names: str) -> Card:
    query = Query(LONGEST_ID, QueryKind.RECOMMEND, "", names, id=LONGEST_ID, asked_at=NOW)
    past = PastList(PastQuery(query, 100_000, {}), names, dict.fromkeys(Verdict, names))
    return shelves.history(LONGEST_ID, 7, [past] * HISTORY, 100_000)


def artist(name: str) -> Artist:
    return Artist(name, name, (name, name, name))


def item(name: str) -> open_cards.Item:
    return open_cards.Item(99, name, name, 99, (name, name, name), name)


def blend(name: str) -> Card:
    fits = (((name, 99),) * 30,) * PAGE
    return blend_cards.artists(BlendPage(LONGEST_ID, 7, (name,) * 30, (item(name),) * PAGE, fits))


def song(name: str) -> Song:
    return Song("k", name, (name,) * 5, (name,) * 5, "s" * 22, (name,) * 3, cover=Cover(name))


def songs(name: str) -> Card:
    """A page that is steered all the way, and says all that can be said."""
    why = SongWhy(song(name), tuple(Trait), (name,) * 3, 100_000, same_artist=True)
    entries = [
        SongEntry(n, Suggestion(song(name), 1.0, why), names_reason=True, heard=True) for n in range(4)
    ]
    own = SongEntry(4, Suggestion(song(name), 1.0, asked=True, namesake=True))
    view = Songs(owner=LONGEST_ID, seed="s" + "0" * 12, mode=Mode.SOUND, steps="00666", page=1)
    return song_cards.songs(
        SongPage(view, (*entries, own), song(name), more=True, guessed=True, others=99_999)
    )


def all_cards(name: str) -> list[Card]:
    """Every kind of card, filled with one name wherever a name can stand."""
    return [
        list_cards.artists(page(*[name] * PAGE)),
        list_cards.artists(Page(1, QueryKind.SIMILAR, (name,), (), 0, ())),
        list_cards.artists(replace(page(*[name] * PAGE), heard=((name, name),) * 100)),
        list_cards.artists(asked_anew(*[name] * PAGE)),
        entry_cards.why(why(name)),
        entry_cards.artist_menu(entry(3, name), Ways("https://t.me/bot?start=a", inline=True)),
        open_cards.artists(replace(page(*[name] * PAGE), heard=((name, name),) * 100)),
        open_cards.artists(Page(1, QueryKind.RECOMMEND, (name,), (), 0, ())),
        blend_cards.circle(Circle((name,) * 20, (name,) * 20), "https://t.me/bot?start=start"),
        blend(name),
        inline_cards.artists(LONGEST_ID, Listing((artist(name),) * 20, 7, (item(name),) * PAGE)),
        inline_cards.artist(LONGEST_ID, Offered(artist(name), Cause.SIMILAR, name, 99)),
        question_cards.question(LONGEST_ID, "0" * 8, question(*[name] * 5)),
        shelf(*[name] * SHELF),
        saved_cards.kept(kept(*[name] * 200), "https://t.me/encore_bot?start=" + "s" * 23),
        saved_cards.all_kept(LONGEST_ID, 7, [kept(name)] * saved_cards.LISTS, 100_000),
        history(*[name] * 7),
        songs(name),
        song_cards.meanings(LONGEST_ID, name, [Meaning(Certainty.FAR, 0.0, song(name))] * 5, far=True),
        song_cards.meanings(LONGEST_ID, name, [Meaning(Certainty.FAR, 0.0, None, name, name)], far=False),
        song_cards.meanings(LONGEST_ID, name, [], far=True),
        song_cards.same_title(LONGEST_ID, [song(name)] * 8),
    ]


def check(card: Card) -> str:
    """The text as a listener reads it; Telegram would refuse what fails here."""
    shown, _ = parse_html(card.text)
    assert 0 < utf16_length(shown) <= 4096
    rows = card.keyboard["inline_keyboard"] if card.keyboard else []
    assert sum(map(len, rows)) <= 100
    for button in (button for row in rows for button in row):
        assert button["text"].strip()
        assert len(button.get("callback_data", "").encode()) <= 64
    return shown


@pytest.mark.parametrize("name", SIGNS)
def test_signs_in_names_are_shown_as_they_are(name: str) -> None:
    for card in all_cards(name):
        assert name in check(card)


@given(name=NASTY)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
def test_no_name_breaks_a_card(name: str) -> None:
    for card in all_cards(name):
        check(card)


@pytest.mark.parametrize("name", ["🎸" * 300, "&" * 300, "W" * 300, "Ώ" * 150])
def test_long_names_are_cut(name: str) -> None:
    for card in all_cards(name):
        assert name not in check(card)


@given(name=NASTY)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=20)
def test_toasts_fit(name: str) -> None:
    for verdict in Verdict:
        for stands in (verdict, None):
            assert 0 < utf16_length(entry_cards.noted(Rated(name, verdict, stands))) <= 200


def data(card: Card) -> list[str]:
    """What its buttons carry."""
    rows = card.keyboard["inline_keyboard"] if card.keyboard else []
    return [button.get("callback_data", "") for row in rows for button in row]


def test_where_no_song_was_measured_no_button_steers_by_sound_and_an_empty_list_leads_back() -> None:
    view = Songs(owner=LONGEST_ID, seed="s" + "0" * 12, steps="00666")
    entry = SongEntry(0, Suggestion(song("Creep"), 1.0))
    steered, plain = (
        song_cards.songs(SongPage(view, (entry,), song("Creep"), by_sound=sound)) for sound in (True, False)
    )
    assert len(data(steered)) - len(data(plain)) == 2 * len(Axis) + 2
    nothing = song_cards.songs(SongPage(view, (), song("Creep")))
    assert straight(view).pack() in data(nothing)


def test_only_of_a_song_that_was_asked_for_one_may_be_the_cover() -> None:
    alike = SongEntry(0, Suggestion(replace(song("Creep"), cover=None), 1.0, namesake=True))
    view = Songs(owner=LONGEST_ID, seed="me")
    told = say("song-namesake")
    assert told in song_cards.songs(SongPage(view, (alike,), song("Creep"))).text
    assert told not in song_cards.songs(SongPage(view, (alike,))).text


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_every_artist_of_the_catalogue_is_shown_by_name(artists: list[str]) -> None:
    """In one language: what is told of a name stands around it in all."""
    for start in range(0, len(artists), PAGE):
        names = artists[start : start + PAGE]
        shown = check(list_cards.artists(page(*names)))
        assert all(shorten(name, NAME) in shown for name in names)


@pytest.mark.parametrize(
    ("name", "shown"), [("a\u202eb\u2066c", "abc"), ("كايروكي", "كايروكي"), ("\u202e", "\u202e")]
)
def test_a_name_does_not_turn_the_sentence_around_it(name: str, shown: str) -> None:
    assert shorten(name, NAME) == shown


def test_no_name_and_no_title_of_the_catalogue_breaks_any_card(known: list[str]) -> None:
    for name in known[::ONE_IN]:
        for card in all_cards(name):
            check(card)


@given(name=NASTY)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=20)
def test_inline_results_are_what_telegram_takes(name: str) -> None:
    lists = (Listing((artist(name),), 0, (item(name),) * PAGE),)
    offered = tuple(Offered(artist(name + str(why)), why, name, 50) for why in Cause)
    results = inline_cards.results(LONGEST_ID, Offer(lists, offered * 2))
    assert len({one.id for one in results}) == len(results) == 1 + len(Cause)
    for one in results:
        assert 0 < len(one.id.encode()) <= 64
        assert one.title.strip()


def test_a_call_with_a_card_copies_nothing() -> None:
    for call in (Send(chat_id=1, text="a"), Edit(chat_id=1, message_id=1, text="a")):
        assert call.link_preview_options is NO_PREVIEW
