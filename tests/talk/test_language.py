"""Three languages: Telegram's own at first, the chosen one from then on."""

import pytest
from aiogram import Bot

from localchat import LocalChat
from tests.listener import Listener
from tests.talk.reading import Memory, buttons, names, text
from tests.test_locales import entries

HELLO = {"en": "Hi, I'm Encore.", "ru": "Привет, я Encore.", "de": "Hallo, ich bin Encore."}
LIST = {"en": "Artists like Radiohead", "ru": "Похожие на Radiohead", "de": "Ähnlich wie Radiohead"}
LIKE = {"en": "👍 Like 1", "ru": "👍 Моё 1", "de": "👍 Ja 1"}
LIKED = {"en": "👍 {}: noted.", "ru": "👍 {}: учту,", "de": "👍 {}: notiert."}


@pytest.mark.parametrize(
    ("code", "language"),
    [
        *(("en", "en"), ("ru", "ru"), ("de", "de"), ("de-at", "de"), ("fr", "en"), ("zz", "en"), ("", "en")),
        *(("ru-raw", "ru"), ("de_DE", "de"), ("DE", "de"), ("classic-zh-cn", "en"), ("-", "en")),
    ],
)
async def test_the_bot_speaks_the_language_of_the_listeners_telegram(
    chat: LocalChat, bot: Bot, code: str, language: str
) -> None:
    async with Listener(chat, language_code=code) as listener:
        [hello] = await listener.send("/start")
        assert text(hello).startswith(HELLO[language])


@pytest.mark.parametrize("language", ["en", "ru", "de"])
async def test_a_whole_visit_is_in_one_language(chat: LocalChat, bot: Bot, language: str) -> None:
    async with Listener(chat, language_code=language) as listener:
        said = await listener.send("/help")
        [card] = await listener.send("Radiohead")
        assert text(card).startswith(LIST[language])
        tap = await listener.tap(LIKE[language])
        assert tap.toast is not None
        assert tap.toast.startswith(LIKED[language].format(names(card)[0]))
        said += [
            card,
            *tap.edited,
            *(await listener.tap(lambda one: one.text.startswith("⋯") and "2" in one.text)).edited,
        ]
        for sent in ("/recommend", "/foryou", "/likes", "/history", "/language", "/nonsense", "???"):
            said += await listener.send(sent)
        shown = "\n".join("\n".join([text(message), *buttons(message)]) for message in said)
        keys = [key for key in entries("en") if "-" in key]
        assert not [key for key in keys if key in shown]


async def test_a_chosen_language_is_kept_and_goes_before_telegrams(
    listener: Listener, memory: Memory
) -> None:
    [question] = await listener.send("/language")
    assert sorted(buttons(question)) == ["Deutsch", "Русский", "◀ Settings", "✅ English"]
    tap = await listener.tap("Deutsch")
    assert tap.toast == "Ab jetzt auf Deutsch."
    assert "✅ Deutsch" in buttons(tap.edited[0])
    assert memory.rows("SELECT name, value FROM preferences") == [("language", "de")]
    [hello] = await listener.send("/start")
    assert text(hello).startswith(HELLO["de"])


@pytest.mark.parametrize(
    ("line", "code"),
    [
        *(("/language de", "de"), ("/language Deutsch", "de"), ("/language german", "de")),
        *(("/language русский", "ru"), ("/language RU", "ru"), ("/language Russisch", "ru")),
        *(("Auf Deutsch, bitte!", "de"), ("на русском", "ru"), ("speak German", "de")),
    ],
)
async def test_a_language_that_is_named_is_taken_at_once(
    listener: Listener, memory: Memory, line: str, code: str
) -> None:
    [card] = await listener.send(line)
    assert text(card) == {"de": "Ab jetzt auf Deutsch.", "ru": "Теперь говорю по-русски."}[code]
    assert {"de": "✅ Deutsch", "ru": "✅ Русский"}[code] in buttons(card)
    assert memory.rows("SELECT name, value FROM preferences") == [("language", code)]
    [hello] = await listener.send("/start")
    assert text(hello).startswith(HELLO[code])


@pytest.mark.parametrize("line", ["/language klingon", "/language de en", "change language"])
async def test_of_a_language_that_is_none_of_ours_it_is_asked(
    listener: Listener, memory: Memory, line: str
) -> None:
    [question] = await listener.send(line)
    assert sorted(buttons(question)) == ["Deutsch", "Русский", "◀ Settings", "✅ English"]
    assert memory.rows("SELECT name, value FROM preferences") == []


async def test_choosing_the_same_language_again_is_no_error(listener: Listener) -> None:
    await listener.send("/language")
    tap = await listener.tap("✅ English", expect=0)
    assert tap.toast == "English it is."
    tap = await listener.tap("✅ English", expect=0)
    assert tap.toast == "English it is."
    [hello] = await listener.send("/start")
    assert text(hello).startswith(HELLO["en"])


async def test_an_old_list_is_shown_in_the_new_language(listener: Listener) -> None:
    [card] = await listener.send("Radiohead")
    await listener.send("/language")
    await listener.tap("Русский")
    tap = await listener.tap(LIKE["en"], card)
    assert text(tap.edited[0]).startswith("Похожие на Radiohead")
    assert "Дальше ▶" in buttons(tap.edited[0])


async def test_errors_are_told_in_the_chosen_language(listener: Listener) -> None:
    await listener.send("/language")
    await listener.tap("Русский")
    assert (await listener.forge("nonsense")).toast == "Эта кнопка устарела. Спросите ещё раз."
