"""/tracks: songs like a song or an artist's, steered by a tap."""

from tests.listener import Listener
from tests.talk.reading import buttons, said


async def test_songs_like_a_song_are_listed_and_can_be_steered(listener: Listener) -> None:
    [card] = await listener.send("/tracks Billie Eilish - bad guy")
    assert "1." in said(card)
    assert buttons(card)
    calmer = next(button for button in buttons(card) if "alm" in button)
    tap = await listener.tap(calmer)
    assert tap.edited
    assert said(tap.edited[0]) != said(card)


async def test_an_unknown_song_is_said_to_be_unknown(listener: Listener) -> None:
    [answer] = await listener.send("/tracks qqqq zzzz xxxx 12345")
    assert said(answer)
    assert "went wrong" not in said(answer)
