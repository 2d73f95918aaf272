"""How large a picture is, read from the first bytes of its file."""

import struct

from localchat import limits
from localchat.errors import ApiError

JPEG_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
Size = tuple[int, int]


def picture_size(data: bytes) -> Size:
    """Width and height in pixels of a PNG, JPEG or GIF; ApiError where Telegram would refuse the photo."""
    if len(data) > limits.PHOTO_BYTES:
        raise ApiError("file is too big")
    width, height = read_size(data)
    if width + height > limits.PHOTO_SIDES or max(width, height) > limits.PHOTO_RATIO * min(width, height):
        raise ApiError("PHOTO_INVALID_DIMENSIONS")
    return width, height


def read_size(data: bytes) -> Size:
    """Width and height in pixels, from the header alone."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            width, height = struct.unpack_from(">II", data, 16)
            return width, height
        if data.startswith((b"GIF87a", b"GIF89a")):
            width, height = struct.unpack_from("<HH", data, 6)
            return width, height
        if data.startswith(b"\xff\xd8"):
            return jpeg_size(data)
    except (struct.error, IndexError) as error:
        raise ApiError("IMAGE_PROCESS_FAILED") from error
    raise ApiError("IMAGE_PROCESS_FAILED")


def jpeg_size(data: bytes) -> Size:
    """The size in the first frame header; segments before it are skipped (ITU T.81, B.1 and B.2)."""
    position = 2
    while True:
        marker = data[position + 1]
        if marker in JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", data, position + 5)
            return width, height
        (length,) = struct.unpack_from(">H", data, position + 2)
        position += 2 + length
