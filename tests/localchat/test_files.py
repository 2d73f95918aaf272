"""Pictures and files, sent either way."""

from io import BytesIO

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, InputMediaDocument, InputMediaPhoto
from PIL import Image

from localchat import limits
from localchat.images import picture_size
from tests.listener import Listener

ROBIN = 7


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    """A black one."""
    file = BytesIO()
    Image.new("1", (width, height)).save(file, kind)
    return file.getvalue()


async def test_the_bot_sends_a_picture_and_the_listener_sees_it(bot: Bot, robin: Listener) -> None:
    await bot.send_photo(
        ROBIN, BufferedInputFile(picture(640, 360), "taste.png"), caption="<b>Your</b> taste"
    )
    [seen] = await robin.wait()
    assert seen.caption == "Your taste"
    assert seen.photo is not None
    assert (seen.photo[-1].width, seen.photo[-1].height) == (640, 360)
    assert await robin.download(seen.photo[-1].file_id) == picture(640, 360)


async def test_the_bot_sends_a_file_and_sends_it_again_by_its_id(bot: Bot, robin: Listener) -> None:
    first = await bot.send_document(ROBIN, BufferedInputFile(b"{}", "data.json"))
    assert first.document is not None
    assert (first.document.file_name, first.document.mime_type) == ("data.json", "application/json")
    again = await bot.send_document(ROBIN, first.document.file_id)
    assert again.document == first.document
    with pytest.raises(TelegramBadRequest, match="can't use file of type Document as Photo"):
        await bot.send_photo(ROBIN, first.document.file_id)


async def test_a_picture_is_replaced_by_a_file_and_its_caption_edited(bot: Bot, robin: Listener) -> None:
    sent = await bot.send_photo(ROBIN, BufferedInputFile(picture(9, 9), "a.png"), caption="a picture")
    number = sent.message_id
    await bot.edit_message_media(
        InputMediaDocument(media=BufferedInputFile(b"x", "b.txt"), caption="<i>a file</i>"),
        chat_id=ROBIN,
        message_id=number,
    )
    await bot.edit_message_caption(caption="the file", chat_id=ROBIN, message_id=number)
    shown = await robin.wait(3)
    assert [message.caption for message in shown] == ["a picture", "a file", "the file"]
    assert (shown[-1].photo, shown[-1].document is not None) == (None, True)
    with pytest.raises(TelegramBadRequest, match="there is no text in the message to edit"):
        await bot.edit_message_text("text", chat_id=ROBIN, message_id=number)


async def test_the_bot_downloads_what_a_listener_sends(bot: Bot, robin: Listener) -> None:
    await robin.send_file(b"artist,plays\n", "history.csv", "text/csv", caption="mine", expect=0)
    message = (await bot.get_updates())[1].message
    assert message is not None
    assert message.document is not None
    assert (message.document.file_name, message.caption) == ("history.csv", "mine")
    target = BytesIO()
    await bot.download(message.document, target)
    assert target.getvalue() == b"artist,plays\n"


@pytest.mark.parametrize(("as_document", "kind"), [(False, "photo"), (True, "document")])
async def test_a_listeners_picture_goes_as_a_photo_or_as_a_file(
    bot: Bot, robin: Listener, kind: str, *, as_document: bool
) -> None:
    await robin.send_file(picture(30, 20, "JPEG"), "a.jpg", "image/jpeg", as_document=as_document, expect=0)
    message = (await bot.get_updates())[1].message
    assert message is not None
    assert message.content_type == kind


async def test_a_listener_sends_a_sticker(bot: Bot, robin: Listener) -> None:
    await robin.send_sticker("🎸", expect=0)
    message = (await bot.get_updates())[1].message
    assert message is not None
    assert message.sticker is not None
    assert message.sticker.emoji == "🎸"


async def test_a_file_over_20_mb_cannot_be_downloaded(bot: Bot, robin: Listener) -> None:
    await robin.send_file(bytes(limits.DOWNLOAD_BYTES + 1), "big.zip", expect=0)
    message = (await bot.get_updates())[1].message
    assert message is not None
    assert message.document is not None
    with pytest.raises(TelegramBadRequest, match="Bad Request: file is too big"):
        await bot.get_file(message.document.file_id)


@pytest.mark.usefixtures("robin")
async def test_a_bot_uploads_at_most_50_mb(bot: Bot) -> None:
    big = BufferedInputFile(bytes(limits.UPLOAD_BYTES + 1), "big.zip")
    with pytest.raises(TelegramBadRequest, match="Request Entity Too Large"):
        await bot.send_document(ROBIN, big)


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"not a picture", "IMAGE_PROCESS_FAILED"),
        (picture(10, 10)[:20], "IMAGE_PROCESS_FAILED"),
        (picture(10, 10, "JPEG")[:9], "IMAGE_PROCESS_FAILED"),
        (
            picture(9, 9, "GIF")[:6] + b"\xff" * 4 + picture(9, 9, "GIF")[10:],
            "IMAGE_PROCESS_FAILED",
        ),  # a bomb
        (picture(9, 9, "WEBP"), "IMAGE_PROCESS_FAILED"),
        (picture(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
        (picture(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        (b"", "file must be non-empty"),
    ],
)
@pytest.mark.usefixtures("robin")
async def test_a_photo_must_be_a_picture_of_a_sane_shape(bot: Bot, data: bytes, complaint: str) -> None:
    with pytest.raises(TelegramBadRequest, match=f"Bad Request: {complaint}"):
        await bot.send_photo(ROBIN, BufferedInputFile(data, "a.png"))


@pytest.mark.usefixtures("robin")
async def test_a_caption_has_at_most_1024_characters(bot: Bot) -> None:
    photo = BufferedInputFile(picture(9, 9), "a.png")
    await bot.send_photo(ROBIN, photo, caption="x" * 1024)
    with pytest.raises(TelegramBadRequest, match="message caption is too long"):
        await bot.send_photo(ROBIN, photo, caption="x" * 1025)


@pytest.mark.usefixtures("robin")
async def test_a_text_has_no_caption_to_edit(bot: Bot) -> None:
    sent = await bot.send_message(ROBIN, "text")
    with pytest.raises(TelegramBadRequest, match="there is no caption in the message to edit"):
        await bot.edit_message_caption(chat_id=ROBIN, message_id=sent.message_id, caption="x")
    photo = InputMediaPhoto(media="attach://nothing")
    with pytest.raises(TelegramBadRequest, match="wrong file identifier"):
        await bot.edit_message_media(photo, chat_id=ROBIN, message_id=sent.message_id)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF"])
def test_sizes_are_read_from_every_format(kind: str) -> None:
    assert picture_size(picture(12, 34, kind)) == (12, 34)
