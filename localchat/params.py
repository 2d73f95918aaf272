"""Parameters of one Bot API call, however they were sent."""

import json
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TypeVar

from aiohttp import BodyPartReader, web
from pydantic import TypeAdapter, ValidationError

from localchat import limits
from localchat.errors import ApiError

CHUNK = 64 * 1024
UNKNOWN_TYPE = "application/octet-stream"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    mime_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Params:
    """Values are text, as in a form; a JSON body's other values stand as JSON."""

    values: Mapping[str, str] = field(default_factory=dict)
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.values.get(name, "")

    def integer(self, name: str, default: int = 0) -> int:
        """The number, or the default where there is none; Telegram forgives junk in numbers."""
        try:
            return int(self.values.get(name, default))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        return self.text(name).strip().lower() in {"true", "yes", "1"}

    def parsed(self, name: str, adapter: TypeAdapter[T], complaint: str) -> T | None:
        """A JSON value of a known shape, None where it is absent, ApiError where it is wrong."""
        raw = self.text(name)
        if not raw:
            return None
        try:
            return adapter.validate_json(raw)
        except ValidationError as error:
            raise ApiError(complaint) from error

    def inside(self, name: str, complaint: str) -> "Params":
        """The fields of a JSON object that a parameter holds."""
        return Params(as_texts(self.text(name), complaint), self.uploads)


async def read_params(request: web.Request, most: int = limits.UPLOAD_BYTES) -> Params:
    """Query, form, multipart or JSON; a file of more than `most` bytes is refused as too large."""
    try:
        return await _read(request, most)
    except (ValueError, LookupError, RecursionError) as error:  # cut off, of no known charset, all brackets
        raise ApiError("can't parse the request") from error


async def _read(request: web.Request, most: int) -> Params:
    values, uploads = dict(request.query), dict[str, Upload]()
    if request.content_type == "application/json":
        values.update(as_texts(await request.text(), "can't parse JSON object"))
    elif request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            if isinstance(part, BodyPartReader) and part.name:
                if part.filename is None:
                    values[part.name] = await part.text()
                else:
                    uploads[part.name] = await _read_upload(part, most)
    else:
        values.update({name: str(value) for name, value in (await request.post()).items()})
    return Params(values, uploads)


async def _read_upload(part: BodyPartReader, most: int) -> Upload:
    data = bytearray()
    while chunk := await part.read_chunk(CHUNK):
        data += chunk
        if len(data) > most:
            raise ApiError("", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    name, told = part.filename or "file", part.headers.get("Content-Type", UNKNOWN_TYPE)
    mime_type = told if told != UNKNOWN_TYPE else mimetypes.guess_type(name)[0] or UNKNOWN_TYPE
    return Upload(name, mime_type, bytes(data))


def as_texts(raw: str | dict[str, object], complaint: str) -> dict[str, str]:
    """The fields of a JSON object as a form would have brought them."""
    try:
        body = json.loads(raw or "{}") if isinstance(raw, str) else raw
    except ValueError as error:
        raise ApiError(complaint) from error
    if not isinstance(body, dict):
        raise ApiError(complaint)
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in body.items()}
