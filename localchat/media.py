"""Pictures and files in messages, new or known by their id."""

from dataclasses import dataclass

from aiogram.types import Document, Message, PhotoSize

from localchat.errors import ApiError
from localchat.files import Files, StoredFile
from localchat.images import picture_size
from localchat.params import Params, Upload

NO_MEDIA: dict[str, object] = {"photo": None, "document": None, "sticker": None}


@dataclass(frozen=True, slots=True)
class Media:
    """One of the two is there."""

    photo: list[PhotoSize] | None = None
    document: Document | None = None

    @property
    def fields(self) -> dict[str, object]:
        return {"photo": self.photo, "document": self.document}


def attached(params: Params, value: str, name: str) -> Upload | None:
    """The uploaded file that a parameter means: its own part of the form, or attach://PART."""
    return params.uploads.get(value.removeprefix("attach://") if value.startswith("attach://") else name)


def media(files: Files, kind: str, params: Params, value: str) -> Media:
    """The media that a call names: an upload, or the id of a file that is here already."""
    upload = attached(params, value, kind)
    if upload is None and not value:
        raise ApiError(f"there is no {kind} in the request")
    if upload is not None:
        return store(files, kind, upload)
    if value.startswith(("http://", "https://")):
        # Telegram would fetch the address; nothing leaves this machine here.
        raise ApiError("failed to get HTTP URL content")
    return _again(files, kind, value)


def store(files: Files, kind: str, upload: Upload) -> Media:
    """Keep an upload as a photo or a document."""
    if not upload.data:
        raise ApiError("file must be non-empty")
    if kind == "photo":
        size = picture_size(upload.data)
        return _photo(files.add("photos", upload.name, upload.mime_type, upload.data), size)
    return _document(files.add("documents", upload.name, upload.mime_type, upload.data))


def _again(files: Files, kind: str, file_id: str) -> Media:
    try:
        file = files.get(file_id)
    except ApiError as error:
        raise ApiError("wrong file identifier/HTTP URL specified") from error
    if file.path.startswith("photos/") != (kind == "photo"):
        raise ApiError(
            f"can't use file of type {'Document' if kind == 'photo' else 'Photo'} as {kind.title()}"
        )
    return _photo(file, picture_size(file.data)) if kind == "photo" else _document(file)


def _photo(file: StoredFile, size: tuple[int, int]) -> Media:
    width, height = size
    return Media(
        photo=[
            PhotoSize(
                file_id=file.file_id,
                file_unique_id=file.file_unique_id,
                width=width,
                height=height,
                file_size=len(file.data),
            )
        ]
    )


def _document(file: StoredFile) -> Media:
    return Media(
        document=Document(
            file_id=file.file_id,
            file_unique_id=file.file_unique_id,
            file_name=file.name,
            mime_type=file.mime_type,
            file_size=len(file.data),
        )
    )


def has_media(message: Message) -> bool:
    """Whether a message has something below which a caption can stand."""
    return message.photo is not None or message.document is not None
