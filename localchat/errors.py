"""How the Bot API says no."""

from http import HTTPStatus


class ApiError(Exception):
    """A refused request; `description` is the text that Telegram answers, `code` the HTTP status."""

    def __init__(self, reason: str, code: HTTPStatus = HTTPStatus.BAD_REQUEST) -> None:
        self.description = f"{code.phrase}: {reason}" if reason else code.phrase
        self.code = code
        super().__init__(self.description)
