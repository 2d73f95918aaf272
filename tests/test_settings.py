"""Settings: every key explained, every wrong value refused with a line that names it."""

import re
from pathlib import Path

import pytest

from errors import ConfigError
from settings import PROJECT, Settings, read_settings

pytestmark = pytest.mark.usefixtures("_no_settings_in_the_environment")

TOKEN = "123456789:AbCdEfGhIjKlMnOpQrStUvWxYz012345678"  # noqa: S105 - no bot has it
EXAMPLE = PROJECT / ".env.example"
KEYS = {name.upper() for name in Settings.model_fields}


@pytest.fixture
def env(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def refusal(env: Path, text: str) -> str:
    env.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_settings(env)
    return str(caught.value)


def example_entries() -> dict[str, tuple[str, str]]:
    """Key -> (its explanation, its value) in .env.example."""
    entry = re.compile(r"((?:^#.*\n)+)^([A-Z_]+)=(.*)$", re.MULTILINE)
    return {key: (about, value) for about, key, value in entry.findall(EXAMPLE.read_text(encoding="utf-8"))}


def test_the_example_explains_every_key_and_no_other() -> None:
    assert example_entries().keys() == KEYS
    assert re.findall(r"^#? ?([A-Z_]+)=", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE) == [
        name.upper() for name in Settings.model_fields
    ]


def test_the_example_copied_as_it_is_changes_nothing(tmp_path: Path) -> None:
    assert read_settings(EXAMPLE) == read_settings(tmp_path / "missing")


def test_without_any_settings_the_defaults_stand(env: Path) -> None:
    settings = read_settings(env)
    assert settings.bot_token is None
    assert str(settings.telegram_api_url) == "https://api.telegram.org/"
    assert settings.database_path == PROJECT / "data" / "encore.sqlite3"
    assert settings.bundle_path is None
    assert settings.admin_ids == frozenset()
    assert settings.log_level == "INFO"


def test_every_key_is_read_from_the_file(env: Path) -> None:
    env.write_text(
        f"\ufeffBOT_TOKEN= {TOKEN} \nTELEGRAM_API_URL=http://127.0.0.1:8081/api\nDATABASE_PATH=/var/lib/e.db\n"
        "BUNDLE_PATH=my/bundle\nLOCAL_CHAT_PORT=0\nADMIN_IDS=1111, 2222,\nLOG_LEVEL=debug\n",
        encoding="utf-8",
    )
    settings = read_settings(env)
    assert settings.bot_token is not None
    assert settings.bot_token.get_secret_value() == TOKEN
    assert str(settings.telegram_api_url) == "http://127.0.0.1:8081/api"
    assert settings.database_path == Path("/var/lib/e.db")
    assert settings.bundle_path == PROJECT / "my" / "bundle"
    assert settings.local_chat_port == 0
    assert settings.admin_ids == {1111, 2222}
    assert settings.log_level == "DEBUG"


def test_the_environment_goes_before_the_file(env: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    env.write_text("LOCAL_CHAT_PORT=1\nADMIN_IDS=7\n", encoding="utf-8")
    monkeypatch.setenv("LOCAL_CHAT_PORT", "2")
    settings = read_settings(env)
    assert settings.local_chat_port == 2
    assert settings.admin_ids == {7}


@pytest.mark.parametrize("key", sorted(KEYS))
@pytest.mark.parametrize("empty", ["", " "])
def test_an_empty_value_counts_as_not_set(env: Path, key: str, empty: str) -> None:
    env.write_text(f"{key}={empty}\n", encoding="utf-8")
    assert read_settings(env) == read_settings(env.with_name("missing"))


@pytest.mark.parametrize("key", sorted(KEYS))
def test_a_blank_one_does_so_in_the_environment(env: Path, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    without = read_settings(env)
    monkeypatch.setenv(key, " \r")
    assert read_settings(env) == without


def test_blanks_around_a_value_are_not_part_of_it(env: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Docker and Windows' `set` hand on what stands behind it, the line end of a file too."""
    monkeypatch.setenv("DATABASE_PATH", "data/e.db\r")
    monkeypatch.setenv("BUNDLE_PATH", " my/bundle ")
    env.write_text("WEBHOOK_HOST=' 0.0.0.0 '\n", encoding="utf-8")
    settings = read_settings(env)
    assert settings.database_path == PROJECT / "data" / "e.db"
    assert settings.bundle_path == PROJECT / "my" / "bundle"
    assert settings.webhook_host == "0.0.0.0"  # noqa: S104 - it is only read


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("BOT_TOKEN=hello", "should look like 123456789:AbC"),
        ("BOT_TOKEN=abc:def", "should look like"),
        ("BOT_TOKEN=123:", "should look like"),
        ("BOT_TOKEN=123:a b", "should look like"),
        ("TELEGRAM_API_URL=localhost", "valid URL"),
        ("TELEGRAM_API_URL=ftp://example.org", "'http' or 'https'"),
        ("TELEGRAM_API_URL=http://127.0.0.1:8081/?a=b", "should end with a path"),
        ("TELEGRAM_API_URL=http://127.0.0.1:8081/#f", "should end with a path"),
        ("WEBHOOK_URL=bot.example.org", "valid URL"),
        ("WEBHOOK_SECRET=two words", "16 to 256 letters, digits, _ and -"),
        ("WEBHOOK_PORT=65536", "less than or equal to 65535"),
        ("WEBHOOK_PORT=0", "greater than or equal to 1"),
        ("DATABASE_PATH=~nobody-of-this-name/encore.sqlite3", "nobody on this machine has the home folder"),
        ("BUNDLE_PATH=~nobody-of-this-name/bundle", "nobody on this machine has the home folder"),
        ("LOCAL_CHAT_PORT=many", "valid integer"),
        ("LOCAL_CHAT_PORT=70000", "less than or equal to 65535"),
        ("LOCAL_CHAT_PORT=-1", "greater than or equal to 0"),
        ("ADMIN_IDS=12,me", "valid integer"),
        ("ADMIN_IDS=-100123", "greater than 0"),
        ("ADMIN_IDS=12345678901234567890", "less than 4503599627370496"),
        ("LOG_LEVEL=loud", "'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
        ("BOT_TOKN=1:x", "no such setting"),
    ],
)
def test_a_wrong_value_is_refused_in_one_line_that_says_why(env: Path, line: str, reason: str) -> None:
    said = refusal(env, line)
    assert said.startswith(line.partition("=")[0] + ": ")
    assert reason in said
    assert "\n" not in said


@pytest.mark.parametrize(
    "line",
    [
        f'BOT_TOKEN="{TOKEN}',
        f"BOT_TOKEN: {TOKEN}",
        f"BOT_TOKEN {TOKEN}",
        "BOT_TOKEN",
        "export BOT_TOKEN",
        "BOT_TOKEN # later",
    ],
)
def test_a_line_that_is_none_is_refused_and_not_repeated(env: Path, line: str) -> None:
    said = refusal(env, f"# the bot\nLOG_LEVEL=info\n{line}\nLOCAL_CHAT_PORT=0\n")
    assert said == f"{env}: line 3: not KEY=value, or a quote is not closed"


@pytest.mark.parametrize("second", ["BOT_TOKEN=", "bot_token=2:b", "export BOT_TOKEN=''"])
def test_a_second_value_takes_none_away_without_a_word(env: Path, second: str) -> None:
    """The token put on top of the example, where an empty one stands below."""
    said = refusal(env, f"BOT_TOKEN={TOKEN}\n# once more\n{second}\n")
    assert said == f"{env}: line 3: BOT_TOKEN has another value further up"


def test_a_value_may_stand_below_an_empty_one_or_twice(env: Path) -> None:
    env.write_text(f"BOT_TOKEN=\n\nBOT_TOKEN={TOKEN}\n#\nBOT_TOKEN='{TOKEN}'\n", encoding="utf-8")
    token = read_settings(env).bot_token
    assert token is not None
    assert token.get_secret_value() == TOKEN


@pytest.mark.parametrize("value", ["BOT_TOKEN=${NOWHERE}", "DATABASE_PATH='${NOWHERE}/encore.sqlite3'"])
def test_what_is_not_set_is_not_read_as_nothing(env: Path, value: str) -> None:
    """The token would be none, and the database another, in the root of the machine."""
    assert refusal(env, f"LOG_LEVEL=info\n{value}\n") == f"{env}: line 2: ${{NOWHERE}} is not set"


def test_what_the_environment_or_a_line_before_holds_may_be_named(
    env: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA", "data")
    lines = "BUNDLE_PATH=${DATA}/${NOWHERE:-mine}", "DATABASE_PATH=${BUNDLE_PATH}.db"
    env.write_text("\n".join(lines), encoding="utf-8")
    settings = read_settings(env)
    assert settings.bundle_path == PROJECT / "data" / "mine"
    assert settings.database_path == PROJECT / "data" / "mine.db"


def test_a_folder_in_the_files_place_is_refused(env: Path) -> None:
    """Docker makes one where it is to show a file that is not there."""
    env.mkdir()
    with pytest.raises(ConfigError, match=r"\.env: .*Is a directory"):
        read_settings(env)


def test_all_wrong_keys_are_named_at_once(env: Path) -> None:
    said = refusal(env, "LOCAL_CHAT_PORT=many\nLOG_LEVEL=loud\n")
    assert "LOCAL_CHAT_PORT: " in said
    assert "LOG_LEVEL: " in said


def test_a_refused_token_is_not_repeated(env: Path) -> None:
    assert "se cret" not in refusal(env, "BOT_TOKEN=123456:se cret")


def test_the_token_is_hidden_when_settings_are_printed(env: Path) -> None:
    env.write_text(f"BOT_TOKEN={TOKEN}", encoding="utf-8")
    assert TOKEN.partition(":")[2] not in repr(read_settings(env))


def test_the_webhook_is_read_and_its_secret_hidden(env: Path) -> None:
    env.write_text(
        "WEBHOOK_URL=https://e.org/encore\nWEBHOOK_SECRET= a-B_9-and-much-more \nWEBHOOK_PORT=1\n",
        encoding="utf-8",
    )
    settings = read_settings(env)
    assert settings.webhook_secret is not None
    assert (str(settings.webhook_url), settings.webhook_port) == ("https://e.org/encore", 1)
    assert settings.webhook_secret.get_secret_value() == "a-B_9-and-much-more"
    assert "a-B_9" not in repr(settings)


def test_a_file_that_is_not_text_is_refused(env: Path) -> None:
    env.write_bytes(b"BOT_TOKEN=\xff\xfe")
    with pytest.raises(ConfigError, match=r"\.env: .*utf-8"):
        read_settings(env)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_a_file_is_read_as_editors_and_shells_write_it(env: Path, encoding: str) -> None:
    mark = "\N{BYTE ORDER MARK}" if encoding == "utf-16-be" else ""
    env.write_bytes(f"{mark}BOT_TOKEN={TOKEN}\nWEBHOOK_HOST=[::1]\r\n".encode(encoding))
    settings = read_settings(env)
    assert settings.bot_token
    assert settings.bot_token.get_secret_value() == TOKEN
    assert settings.webhook_host == "::1"
