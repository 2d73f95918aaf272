"""What the host decides, from the environment or `.env`; `.env.example` explains every key."""

import codecs
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from dotenv.parser import Binding, parse_stream
from dotenv.variables import Variable, parse_variables
from pydantic import AnyHttpUrl, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from errors import ConfigError

PROJECT = Path(__file__).resolve().parent
ENV_FILE = PROJECT / ".env"
_USER_IDS = 2**52  # Telegram's end below it; those of groups are negative


class Settings(BaseSettings):
    """Empty values count as not set; a relative path counts from the project's folder."""

    model_config = SettingsConfigDict(
        env_ignore_empty=True,
        extra="forbid",
        validate_default=True,
    )

    bot_token: SecretStr | None = None
    telegram_api_url: AnyHttpUrl = AnyHttpUrl("https://api.telegram.org")
    webhook_url: AnyHttpUrl | None = None
    webhook_secret: SecretStr | None = None
    webhook_host: str = "127.0.0.1"
    webhook_port: int = Field(default=8480, ge=1, le=65535)
    database_path: Path = Path("data/encore.sqlite3")
    bundle_path: Path | None = None
    local_chat_port: int = Field(default=8484, ge=0, le=65535)
    admin_ids: Annotated[frozenset[Annotated[int, Field(gt=0, lt=_USER_IDS)]], NoDecode] = frozenset()
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @property
    def server(self) -> str:
        """The Bot API server's address as it is told, without a password before its host."""
        url = self.telegram_api_url
        path = (url.path or "/").removeprefix("/")
        return str(AnyHttpUrl.build(scheme=url.scheme, host=url.host or "", port=url.port, path=path))

    @field_validator("bot_token")
    @classmethod
    def _token_has_two_parts(cls, token: SecretStr | None) -> SecretStr | None:
        if token is None:
            return None
        number, _, secret = token.get_secret_value().partition(":")
        if not (number.isascii() and number.isdigit() and secret and not set(secret) & set(" \t\r\n/?#%")):
            raise ValueError("should look like 123456789:AbC..., as BotFather gives it")
        return SecretStr(f"{number}:{secret}")

    @field_validator("telegram_api_url")
    @classmethod
    def _to_which_methods_are_added(cls, url: AnyHttpUrl) -> AnyHttpUrl:
        if url.query is not None or url.fragment is not None:
            raise ValueError("should end with a path: methods are called below it")
        return url

    @field_validator("webhook_secret")
    @classmethod
    def _secret_as_telegram_takes_it(cls, secret: SecretStr | None) -> SecretStr | None:
        # Telegram takes shorter ones, to be guessed
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret.get_secret_value()):
            raise ValueError("should be 16 to 256 letters, digits, _ and -")
        return secret

    @field_validator("database_path", "bundle_path")
    @classmethod
    def _from_the_project(cls, path: Path | None) -> Path | None:
        try:
            return path and PROJECT / path.expanduser()
        except RuntimeError:
            raise ValueError("nobody on this machine has the home folder that it begins with") from None

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _comma_separated(cls, ids: object) -> object:
        return [part.strip() for part in ids.split(",") if part.strip()] if isinstance(ids, str) else ids

    @field_validator("webhook_host")
    @classmethod
    def _without_brackets(cls, host: str) -> str:
        return host.removeprefix("[").removesuffix("]")  # of an address of IPv6, as it stands in a URL

    @field_validator("log_level", mode="before")
    @classmethod
    def _any_case(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level

    @field_validator("*", mode="before")  # the last one is the first to look
    @classmethod
    def _without_blanks(cls, value: object, info: ValidationInfo) -> object:
        """Around it; what comes from a file with Windows' line ends by way of Docker has one behind it."""
        default = cls.model_fields[str(info.field_name)].default
        return (value.strip() or default) if isinstance(value, str) else value


def read_settings(env_file: Path = ENV_FILE) -> Settings:
    """Read the environment, then `env_file` for what is not set there; ConfigError names the wrong keys."""
    try:
        encoding = _encoding(env_file)
        _refuse_what_is_no_line(env_file, encoding)
        return Settings(_env_file=env_file, _env_file_encoding=encoding)  # type: ignore[call-arg] # mypy sees the fields alone
    except ValidationError as error:
        raise ConfigError("; ".join(_line(detail) for detail in error.errors())) from None
    except (OSError, UnicodeError) as error:
        raise ConfigError(f"{env_file}: {error}") from None


def _encoding(env_file: Path) -> str:
    """Editors put a mark in front of UTF-8, and PowerShell's `>` writes UTF-16."""
    if not env_file.exists():
        return "utf-8"
    with env_file.open("rb") as file:
        is_wide = file.read(2) in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    return "utf-16" if is_wide else "utf-8-sig"


def _refuse_what_is_no_line(env_file: Path, encoding: str) -> None:
    """What cannot be read is passed over by dotenv, and a host with a token would have the local chat."""
    if not env_file.exists():
        return
    with env_file.open(encoding=encoding) as file:
        lines = list(parse_stream(file))
    wrong = next((one.original.line for one in lines if _is_no_line(one)), None)
    if wrong is not None:
        raise ConfigError(f"{env_file}: line {wrong}: not KEY=value, or a quote is not closed")
    _refuse_a_second_value(env_file, lines)
    _refuse_what_is_not_set(env_file, lines)


def _refuse_a_second_value(env_file: Path, lines: Sequence[Binding]) -> None:
    """Of two the last counts, and an empty one left below a token would be the local chat."""
    values: dict[str, str] = {}
    for one in lines:
        key, value = (one.key or "").upper(), one.value or ""
        if values.setdefault(key, value) not in {"", value}:
            raise ConfigError(f"{env_file}: line {one.original.line}: {key} has another value further up")
        values[key] = value


def _refuse_what_is_not_set(env_file: Path, lines: Sequence[Binding]) -> None:
    """It would be read as nothing: no token, or another database than that in `${DATA}/encore.sqlite3`."""
    known = set(os.environ)
    for one in lines:
        for part in parse_variables(one.value or ""):
            if isinstance(part, Variable) and part.default is None and part.name not in known:
                raise ConfigError(f"{env_file}: line {one.original.line}: ${{{part.name}}} is not set")
        known.add(one.key or "")


def _is_no_line(read: Binding) -> bool:
    return read.error or (read.key is not None and read.value is None)


def _line(detail: ErrorDetails) -> str:
    """Which key is wrong and why, without its value: that may be the token."""
    key = str(detail["loc"][0]).upper()
    if detail["type"] == "extra_forbidden":
        return f"{key}: no such setting; .env.example lists them all"
    return f"{key}: {detail['msg'].removeprefix('Value error, ')}"
