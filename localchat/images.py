"""How large a picture is, read from the first bytes of its file."""

from io import BytesIO

from localchat import limits
from localchat.errors import ApiError

_FORMATS = ("PNG", "JPEG", "GIF")
Size = tuple[int, int]


def picture_size(data: bytes) -> Size:
    """Width and height in pixels of a PNG, JPEG or GIF; ApiError where Telegram would refuse the photo."""
    if len(data) > limits.PHOTO_BYTES:
        raise ApiError("file is too big")
    width, height = _read_size(data)
    if width + height > limits.PHOTO_SIDES or max(width, height) > limits.PHOTO_RATIO * min(width, height):
        raise ApiError("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _read_size(data: bytes) -> Size:
    """From the header alone: nothing is unpacked, however large a picture says it is."""
    from PIL import Image  # noqa: PLC0415 - a bot whose chat sees no picture need not wait for it

    try:
        return Image.open(BytesIO(data), formats=_FORMATS).size
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise ApiError("IMAGE_PROCESS_FAILED") from error
