"""Who is not wanted, said in words: a verdict is offered, and nothing is listed for it."""

import pytest

from tests.listener import Listener
from tests.talk.conftest import Friends
from tests.talk.reading import Memory, buttons, data_of, names, text

AWAY, NEVER, SIMILAR = "👎 Keep away from it", "Never show again", "Similar to Coldplay"


@pytest.mark.parametrize(
    ("button", "verdict", "said"),
    [(AWAY, "dislike", "steer away"), (NEVER, "blocked", "won't show it again")],
)
async def test_who_is_refused_in_words_gets_the_verdict_that_is_tapped(
    listener: Listener, memory: Memory, button: str, verdict: str, said: str
) -> None:
    [question] = await listener.send("I hate coldplay!")
    assert text(question).startswith("You would rather not hear Coldplay?")
    assert buttons(question) == [AWAY, NEVER, SIMILAR]
    tap = await listener.tap(button)
    assert said in (tap.toast or "")
    assert said in text(tap.edited[0])
    assert buttons(tap.edited[0]) == []
    assert memory.verdicts(listener.user_id) == {"Coldplay": verdict}
    assert "Coldplay" not in names((await listener.send("Radiohead"))[0])
    assert memory.rows("SELECT * FROM preferences WHERE name LIKE 'question-%'") == []
    assert memory.rows("SELECT text FROM queries") == [("Radiohead",)]


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Radiohead but not Muse",
            "Radiohead without Muse",
            "Radiohead and not Muse",
            "Radiohead minus Muse",
        ),
        *("Radiohead, but Muse sucks", "I love Radiohead, but I hate Muse", "Radiohead, aber Muse nervt"),
    ],
)
async def test_who_is_refused_beside_others_is_left_out_of_their_list(
    listener: Listener, memory: Memory, line: str
) -> None:
    assert "Muse" in names((await listener.send("Radiohead"))[0])
    [card] = await listener.send(line)
    assert text(card).startswith("Artists like Radiohead\nWithout Muse\n")
    shown = names(card)
    for _ in range(3):
        card = (await listener.tap("Next", card)).edited[0]
        shown += names(card)
    assert len(shown) == 20
    assert "Muse" not in shown
    await listener.send("/history")
    again = (await listener.tap("1. Radiohead")).messages[0]
    assert text(again).startswith("Artists like Radiohead\nWithout Muse\n")
    rarer = (await listener.tap("Rarer", again)).edited[0]
    assert "Without Muse" in text(rarer)
    assert memory.verdicts(listener.user_id) == {}


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("Radiohead without Muse and Coldplay", "Radiohead"),
        ("Radiohead, but not Muse or Coldplay", "Radiohead"),
        ("Radiohead, but I hate Muse and Coldplay", "Radiohead"),
        ("Radiohead und Björk ohne Muse und Coldplay", "Radiohead, Björk"),
    ],
)
async def test_several_who_are_refused_beside_others_are_all_left_out(
    listener: Listener, line: str, asked: str
) -> None:
    [card] = await listener.send(line)
    assert text(card).startswith(f"Artists like {asked}\nWithout Muse, Coldplay\n")


async def test_what_is_left_beside_who_is_refused_cannot_be_left_out(
    listener: Listener, unknown: str
) -> None:
    [question] = await listener.send(f"{unknown}, not Coldplay")
    assert unknown in text(question)
    assert "Go on without it" not in buttons(question)
    tap = await listener.tap(buttons(question)[0])
    assert "\nWithout Coldplay\n" in text(tap.edited[0])


@pytest.mark.parametrize("line", ["не а", "не я", "no", "not", "without a", "нет ы"])
async def test_a_refusal_of_nothing_is_answered(listener: Listener, line: str) -> None:
    [answer] = await listener.send(line)
    assert "went wrong" not in text(answer)


async def test_of_two_who_are_refused_each_is_asked_about(listener: Listener, memory: Memory) -> None:
    [question] = await listener.send("not Coldplay, not Muse")
    assert text(question).startswith("You would rather not hear Coldplay?")
    tap = await listener.tap(NEVER)
    assert text(tap.edited[0]).startswith("You would rather not hear Muse?")
    tap = await listener.tap(AWAY)
    assert "steer away" in text(tap.edited[0])
    assert memory.verdicts(listener.user_id) == {"Coldplay": "blocked", "Muse": "dislike"}


@pytest.mark.parametrize(
    "line",
    [
        *("I hate Coldplay and Muse", "I hate Coldplay, Muse", "Coldplay and Muse suck"),
        *("ich hasse Coldplay und Muse", "Ich mag Coldplay und Muse nicht"),
        *("ненавижу Coldplay и Muse", "не люблю Coldplay, Muse"),
    ],
)
async def test_two_may_be_refused_at_once(listener: Listener, line: str) -> None:
    [question] = await listener.send(line)
    assert text(question).startswith("You would rather not hear Coldplay?")
    tap = await listener.tap(AWAY)
    assert text(tap.edited[0]).startswith("You would rather not hear Muse?")


async def test_a_name_with_a_comma_may_be_refused(listener: Listener) -> None:
    [card] = await listener.send("Radiohead but not Earth, Wind & Fire")
    assert text(card).startswith("Artists like Radiohead\nWithout Earth, Wind & Fire\n")


async def test_a_list_may_be_asked_for_all_the_same(listener: Listener, memory: Memory) -> None:
    await listener.send("not Coldplay")
    tap = await listener.tap(SIMILAR)
    assert text(tap.edited[0]).startswith("Artists like Coldplay\n")
    assert memory.verdicts(listener.user_id) == {}


async def test_who_refuses_a_genre_is_told_what_can_be_done(listener: Listener, memory: Memory) -> None:
    [answer] = await listener.send("no metal please")
    assert text(answer).startswith("I can't leave out a whole genre, “metal” or another.")
    assert buttons(answer) == []
    [answer] = await listener.send("I hate metal and pop")
    assert text(answer).startswith("I can't leave out a whole genre, “metal” or another.")
    assert buttons(answer) == []
    assert memory.rows("SELECT * FROM queries") == []


@pytest.mark.parametrize("line", ["I hate pop and Muse", "ненавижу поп и Muse"])
async def test_who_is_refused_behind_a_genre_is_not_wanted_either(listener: Listener, line: str) -> None:
    await listener.send(line)
    tap = await listener.tap("Go on without it")
    assert text(tap.edited[0]).startswith("You would rather not hear Muse?")


@pytest.mark.parametrize(
    "line", ["no rap and no country", "weder Rap noch Country", "ни рок, ни рэп", "без рэпа и попсы"]
)
async def test_of_several_genres_that_are_refused_it_is_said_once(listener: Listener, line: str) -> None:
    [answer] = await listener.send(line)
    assert text(answer).startswith("I can't leave out a whole genre")
    assert buttons(answer) == []


@pytest.mark.parametrize("line", ["I hate Muse and pop", "nicht Muse und Pop", "не Muse и поп"])
async def test_a_genre_is_refused_behind_a_name_too(listener: Listener, line: str) -> None:
    [question] = await listener.send(line)
    assert text(question).startswith("You would rather not hear Muse?")
    tap = await listener.tap(AWAY)
    assert text(tap.edited[0]).startswith("I can't leave out a whole genre")


@pytest.mark.parametrize(
    "line",
    ["I hate Muse and Helene Fischer", "ich hasse Muse und Helene Fischer", "ненавижу Muse и Helene Fischer"],
)
async def test_who_is_refused_and_not_known_is_said_to_be_in_no_list(listener: Listener, line: str) -> None:
    [question] = await listener.send(line)
    assert text(question).startswith("You would rather not hear Muse?")
    tap = await listener.tap(AWAY)
    assert text(tap.edited[0]).startswith("I don't know “Helene Fischer”, so you won't meet")


@pytest.mark.parametrize(
    "line",
    [
        *("I hate Muse, but love Coldplay", "I hate Muse but Coldplay is great", "Coldplay instead of Muse"),
        *("love Coldplay, hate Muse", "I love Coldplay and hate Muse", "Coldplay, but no Muse"),
        *("ich hasse Muse, aber liebe Coldplay", "Ich mag Coldplay, aber nicht Muse", "Coldplay statt Muse"),
        *("ненавижу Muse, но люблю Coldplay", "люблю Coldplay, терпеть не могу Muse", "Coldplay вместо Muse"),
    ],
)
async def test_who_is_wanted_is_told_from_who_is_not(listener: Listener, line: str) -> None:
    [card] = await listener.send(line)
    assert text(card).startswith("Artists like Coldplay\nWithout Muse\n")


@pytest.mark.parametrize(
    "line",
    [
        *("I'm tired of Coldplay", "I'm not a fan of Coldplay", "I can't listen to Coldplay anymore"),
        *("Neither Coldplay nor Muse", "weder Coldplay noch Muse", "Coldplay ist doof"),
        *("ни Coldplay, ни Muse", "надоел Coldplay", "терпеть не могу Coldplay"),
    ],
)
async def test_a_refusal_has_many_words(listener: Listener, line: str) -> None:
    [question] = await listener.send(line)
    assert text(question).startswith("You would rather not hear Coldplay?")


@pytest.mark.parametrize("line", ["no Coldplay no Muse", "kein Coldplay kein Muse", "ни Coldplay ни Muse"])
async def test_two_who_are_refused_need_nothing_between_them(listener: Listener, line: str) -> None:
    [question] = await listener.send(line)
    assert text(question).startswith("You would rather not hear Coldplay?")
    tap = await listener.tap(AWAY)
    assert text(tap.edited[0]).startswith("You would rather not hear Muse?")
    [card] = await listener.send("Radiohead no Coldplay no Muse")
    assert text(card).startswith("Artists like Radiohead\nWithout Coldplay, Muse\n")


@pytest.mark.parametrize(
    ("line", "refused", "genre"),
    [
        ("90s rock without Nirvana", "Nirvana", "90s rock"),
        ("русский рок без Алисы", "Алиса", "русский рок"),
        ("русский рок без Кино", "Кино", "русский рок"),
        ("deutscher Rap ohne Capital Bra", "Capital Bra", "deutscher Rap"),
    ],
)
async def test_who_is_refused_beside_a_genre_is_not_among_its_artists(
    listener: Listener, line: str, refused: str, genre: str
) -> None:
    [question] = await listener.send(line)
    assert text(question).startswith(f"“{genre}” is a genre")
    assert refused not in buttons(question)
    tap = await listener.tap("All of these")
    assert f"\nWithout {refused}\n" in text(tap.edited[0])


@pytest.mark.parametrize(("line", "name"), [("без Алисы", "Алиса"), ("только не Цоя", "Виктор Цой")])
async def test_who_few_hear_may_be_refused_in_russian(listener: Listener, line: str, name: str) -> None:
    [question] = await listener.send(line)
    assert text(question).startswith(f"You would rather not hear {name}?")


async def test_who_says_no_and_names_another_wants_that_one(listener: Listener) -> None:
    [card] = await listener.send("no I meant Coldplay")
    assert text(card).startswith("Artists like Coldplay\n\n1. ")


async def test_a_title_that_begins_like_a_refusal_is_that_song(listener: Listener) -> None:
    [question] = await listener.send("Not Afraid")
    assert text(question).startswith("“Not Afraid” is a song by Eminem")


async def test_in_a_group_too_who_is_refused_is_left_out(friends: Friends) -> None:
    [card] = await friends.robin.send("/recommend Radiohead but not Coldplay")
    assert text(card).startswith("Artists like Radiohead\nWithout Coldplay\n")
    assert "Coldplay" not in names(card)


async def test_in_a_group_nobodys_verdicts_are_asked_for(friends: Friends) -> None:
    [question] = await friends.robin.send("/recommend not Coldplay")
    assert text(question).startswith("I'm not sure who “Coldplay” is.")
    assert buttons(question) == ["Coldplay"]


async def test_a_forged_refusal_does_nothing(listener: Listener, memory: Memory) -> None:
    [question] = await listener.send("not Coldplay")
    data = data_of(question, AWAY)
    assert (await listener.forge(data.replace(":0:", ":1:"))).toast is not None
    assert (await listener.forge("refuse1:1:00000000:0:dislike")).toast is not None
    await listener.send("Coldplay, Zzyzx Qwrtpl")
    other = data_of(listener.last, "Go on without it").split(":")[2]
    assert (await listener.forge(data.replace(data.split(":")[2], other).replace(":0:", ":1:"))).toast
    assert memory.verdicts(listener.user_id) == {}
