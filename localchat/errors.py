"""How the Bot API says no."""

from http import HTTPStatus


class ApiError(Exception):
    """A refused request; `description` is the text that Telegram answers, `code` the HTTP status.

    `moved_to` is the id of the supergroup that a group has become.
    """

    def __init__(
        self, reason: str, code: HTTPStatus = HTTPStatus.BAD_REQUEST, moved_to: int | None = None
    ) -> None:
        self.moved_to = moved_to
        self.description = f"{code.phrase}: {reason}" if reason else code.phrase
        self.code = code
        super().__init__(self.description)
