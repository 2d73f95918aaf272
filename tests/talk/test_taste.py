"""/taste: a picture of one's listening, changed in place by its buttons."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from aiogram.types import Message
from PIL import Image

from handlers.buttons.pictures import SetClock, TasteOf
from pictures import Theme
from pictures.theme import PALETTES
from recommender import Recommender
from storage import Storage, Verdict
from tests.listener import Listener
from tests.listening import exports
from tests.listening.exports import as_json
from tests.talk.reading import Memory, buttons, text


def plays(artist: str, year: int, count: int) -> list[dict[str, object]]:
    start = int(datetime(year, 3, 5, 20, tzinfo=UTC).timestamp())
    return [exports.extended_row(artist, f"Song {n % 9}", start + n * 86_400) for n in range(count)]


PLAYED = (("Radiohead", 2019, 40), ("Björk", 2020, 30), ("Кино", 2020, 9), ("Nobody", 2021, 5))
HISTORY = as_json([row for played in PLAYED for row in plays(*played)])


def ahead_of(clock: str, **more: int) -> str:
    """What another clock shows when this one shows that."""
    return (datetime.strptime(clock, "%H:%M") + timedelta(**more)).strftime("%H:%M")  # noqa: DTZ007 - of no day


async def photo(listener: Listener, message: Message) -> Image.Image:
    """The picture of a message, as it came over."""
    assert message.photo is not None
    return Image.open(BytesIO(await listener.download(message.photo[-1].file_id)))


def ground(image: Image.Image) -> str:
    red, green, blue = image.convert("RGB").getpixel((2, 2))  # type: ignore[misc] # of RGB it is three
    return f"#{red:02x}{green:02x}{blue:02x}"


@pytest.fixture
async def card(listener: Listener) -> Message:
    """The answer to /taste of a listener whose plays were imported."""
    await listener.send_file(HISTORY, "history.json")
    [answer] = await listener.send("/taste")
    return answer


async def test_nothing_known_is_said_with_a_way_to_begin(listener: Listener, engine: Recommender) -> None:
    [answer] = await listener.send("/taste")
    assert text(answer).startswith("I know nothing to draw yet.")
    assert buttons(answer) == [artist.name for artist in engine.examples[:3]]


async def test_listening_is_drawn_with_a_button_for_every_year(listener: Listener, card: Message) -> None:
    image = await photo(listener, card)
    assert image.size[0] == 1080
    assert ground(image) == PALETTES[Theme.LIGHT].ground
    assert card.caption is not None
    assert card.caption.startswith("Your most played: Radiohead, Björk, Кино. I know the genres of 94%")
    years = ["✅ All time", "2019", "2020", "2021"]
    assert buttons(card) == [*years, "🌙 Dark", "🕐 My clock: UTC", "🗺 My taste as a map"]


async def test_a_year_takes_the_place_of_the_picture(listener: Listener, card: Message) -> None:
    before = await listener.download(card.photo[-1].file_id) if card.photo else b""
    [edited] = (await listener.tap("2020")).edited
    assert edited.message_id == card.message_id
    assert edited.photo is not None
    assert await listener.download(edited.photo[-1].file_id) != before
    assert (edited.caption or "").startswith("Your most played: Björk, Кино.")
    assert "✅ 2020" in buttons(edited)
    [back] = (await listener.tap("All time")).edited
    assert back.photo is not None
    assert await listener.download(back.photo[-1].file_id) == before


@pytest.mark.parametrize(
    ("words", "chosen"), [("2020", "✅ 2020"), ("1999", "✅ All time"), ("x", "✅ All time")]
)
async def test_a_year_behind_the_command_is_drawn_at_once(
    listener: Listener, card: Message, words: str, chosen: str
) -> None:
    [drawn] = await listener.send(f"/taste {words}")
    assert chosen in buttons(drawn)


async def test_dark_stays_for_later_pictures(listener: Listener, card: Message) -> None:
    [edited] = (await listener.tap("Dark")).edited
    assert ground(await photo(listener, edited)) == PALETTES[Theme.DARK].ground
    assert "☀️ Light" in buttons(edited)
    [later] = await listener.send("/map Radiohead")
    assert ground(await photo(listener, later)) == PALETTES[Theme.DARK].ground
    [light] = (await listener.tap("Light", edited)).edited
    assert ground(await photo(listener, light)) == PALETTES[Theme.LIGHT].ground


async def test_the_clock_is_set_by_what_it_shows(listener: Listener, card: Message) -> None:
    await listener.tap("2020")
    tap = await listener.tap("My clock")
    question = tap.edited[0]
    assert (
        question.caption == "So that the hours in this picture are yours: what time is it where you are now?"
    )
    assert question.photo is not None
    shown = buttons(question)
    [now] = [clock.removeprefix("✅ ") for clock in shown if "✅" in clock]
    whole = [clock for clock in shown if clock.endswith(now[2:])]
    assert len({clock.removeprefix("✅ ")[:2] for clock in whole}) == 24
    [edited] = (await listener.tap(ahead_of(now, hours=3))).edited
    assert "🕐 My clock: UTC+3" in buttons(edited)
    assert "✅ 2020" in buttons(edited)
    [anew] = await listener.send("/taste")
    assert "🕐 My clock: UTC+3" in buttons(anew)


async def test_from_the_clocks_a_way_leads_back(listener: Listener, card: Message) -> None:
    [before] = (await listener.tap("2020")).edited
    await listener.tap("My clock")
    [back] = (await listener.tap("Back")).edited
    assert (back.caption, buttons(back)) == (before.caption, buttons(before))


@pytest.mark.parametrize(("zone", "minutes"), [("+5:30", 330), ("+5:45", 345), ("-9:30", -570)])
async def test_a_clock_between_hours_is_there_to_choose(
    listener: Listener, card: Message, memory: Memory, zone: str, minutes: int
) -> None:
    [clocks] = (await listener.tap("My clock")).edited
    [now] = [clock.removeprefix("✅ ") for clock in buttons(clocks) if "✅" in clock]
    [edited] = (await listener.tap(ahead_of(now, minutes=minutes))).edited
    assert f"🕐 My clock: UTC{zone}" in buttons(edited)
    [clocks] = (await listener.tap("My clock")).edited
    [chosen] = [clock for clock in buttons(clocks) if "✅" in clock]
    [again] = (await listener.tap(chosen)).edited
    assert f"🕐 My clock: UTC{zone}" in buttons(again)
    kept = memory.rows("SELECT value FROM preferences WHERE name = 'hours-from-utc'")
    assert kept == [(f"{minutes / 60}",)]


async def test_likes_are_drawn_while_no_listening_is_known(listener: Listener, storage: Storage) -> None:
    await listener.send("/start")
    await storage.verdicts.put(listener.user_id, "radiohead", "Radiohead", Verdict.LIKE)
    [answer] = await listener.send("/taste")
    assert (await photo(listener, answer)).size[0] == 1080
    assert (answer.caption or "").startswith("Drawn from what you like and keep in your library")
    assert buttons(answer) == ["🌙 Dark", "🗺 My taste as a map"]


async def test_a_library_alone_is_drawn_as_well(listener: Listener) -> None:
    await listener.send_file(b'{"tracks": [{"artist": "Radiohead", "track": "X", "uri": "x"}]}', "x.json")
    [answer] = await listener.send("/taste")
    assert (answer.caption or "").startswith("Drawn from what you like and keep in your library")


async def test_skips_alone_are_nothing_to_draw(listener: Listener) -> None:
    at = int(datetime(2020, 1, 1, tzinfo=UTC).timestamp())
    await listener.send_file(as_json([exports.extended_row("Radiohead", "Creep", at, 900)]), "x.json")
    [answer] = await listener.send("/taste")
    assert text(answer).startswith("I know nothing to draw yet.")


async def test_the_report_of_an_import_leads_to_the_picture(listener: Listener) -> None:
    await listener.send_file(HISTORY, "history.json")
    [answer] = (await listener.tap("My taste as charts")).messages
    assert answer.photo is not None


async def test_new_plays_change_the_picture(listener: Listener, card: Message) -> None:
    before = await listener.download(card.photo[-1].file_id) if card.photo else b""
    [same] = await listener.send("/taste")
    assert same.photo is not None
    assert await listener.download(same.photo[-1].file_id) == before
    await listener.send_file(as_json(plays("Nina Simone", 2018, 50)), "more.json")
    [changed] = await listener.send("/taste")
    assert changed.photo is not None
    assert await listener.download(changed.photo[-1].file_id) != before
    assert "2018" in buttons(changed)


async def test_a_button_of_plays_since_forgotten_is_too_old(listener: Listener, card: Message) -> None:
    await listener.send("/import remove")
    await listener.tap("Forget my imports")
    tap = await listener.tap("2020", card, expect=0)
    assert tap.toast == "This button is too old. Please ask again."


@pytest.mark.usefixtures("card")
async def test_strangers_and_forged_buttons_draw_nothing(
    listener: Listener, stranger: Listener, memory: Memory
) -> None:
    await stranger.send("/help")
    for data in (
        TasteOf(owner=listener.user_id, year=2020, theme=Theme.DARK),
        SetClock(owner=listener.user_id, year=None, offset=3),
    ):
        tap = await stranger.forge(data.pack())
        assert tap.toast is not None
        assert "belong to someone else" in tap.toast
    for forged in ("taste1:1:x:", "taste1:1:2020:red", "offset2:1::780", "map1:1:zz:"):
        assert (await stranger.forge(forged)).toast == "This button is too old. Please ask again."
    assert memory.rows("SELECT * FROM preferences") == []


@pytest.mark.parametrize("language", ["ru", "de"])
async def test_it_speaks_the_listeners_language(listener: Listener, language: str) -> None:
    await listener.profile(language_code=language)
    await listener.send_file(HISTORY, "history.json")
    [answer] = await listener.send("/taste")
    assert (answer.caption or "").startswith({"ru": "Чаще всего", "de": "Am meisten gehört"}[language])
