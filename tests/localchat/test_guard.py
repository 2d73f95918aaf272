"""Who may talk to the local chat."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

import logs
from localchat import LocalChat, server


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]"])
async def test_this_machines_own_names_are_answered(
    chat: LocalChat, http: aiohttp.ClientSession, name: str
) -> None:
    port = chat.api_url.rpartition(":")[2]
    async with http.get(chat.page_url, headers={"Host": f"{name}:{port}"}) as response:
        assert response.status == 200
        policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize(("host", "status"), [("127.0.0.1", 200), ("localhost", 200), ("evil.example", 403)])
async def test_at_the_port_that_clients_leave_out_names_do_without(
    chat: LocalChat, http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch, host: str, status: int
) -> None:
    page = chat.page_url
    monkeypatch.setattr(server, "_HTTP", int(chat.api_url.rpartition(":")[2]))
    async with http.get(page, headers={"Host": host}) as response:
        assert response.status == status


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:80"])
@pytest.mark.parametrize("path", ["", "bot1:x/getMe", "{key}/", "{key}/chat/1", "{key}/static/chat.js"])
async def test_a_foreign_host_is_refused_everywhere(
    chat: LocalChat, http: aiohttp.ClientSession, host: str, path: str
) -> None:
    async with http.get(f"{chat.api_url}/{path.format(key=chat.key)}", headers={"Host": host}) as response:
        assert response.status == 403
        assert "on its own computer only" in await response.text()


async def test_another_sites_page_cannot_write_into_the_chat(
    chat: LocalChat, http: aiohttp.ClientSession
) -> None:
    for origin, status in (("https://evil.example", 403), (chat.api_url, 200)):
        async with http.put(f"{chat.page_url}chat/1", json={}, headers={"Origin": origin}) as response:
            assert response.status == status


@pytest.mark.parametrize(
    "path", ["chat/1", "chat/1/events", "chat/1/groups/-1", "static/chat.js", "x/chat/1"]
)
async def test_without_the_key_of_this_start_nothing_is_told(
    chat: LocalChat, http: aiohttp.ClientSession, path: str
) -> None:
    async with http.get(f"{chat.api_url}/{path}") as response:
        assert response.status == 404
    async with http.put(f"{chat.api_url}/{path}", json={}) as response:
        assert response.status in {404, 405}
    assert list(chat.world.rooms) == []


async def test_who_knows_the_port_alone_is_told_where_the_address_stands(
    chat: LocalChat, http: aiohttp.ClientSession
) -> None:
    async with http.get(f"{chat.api_url}/") as response:
        assert response.status == 403
        assert "printed when it started" in await response.text()
    assert LocalChat().key != LocalChat().key


@pytest.mark.parametrize(
    ("languages", "words"),
    [
        ("", "it stands in the terminal"),
        ("fr, de-AT;q=0.8, en;q=0.5", "Sie steht im Terminal"),
        ("ru", "он указан в терминале"),
    ],
)
@pytest.mark.parametrize("end", ["", "/", "/?user=2&chat=-1001000000001"])
async def test_who_comes_by_an_earlier_starts_address_is_told_where_the_new_one_stands(
    chat: LocalChat, http: aiohttp.ClientSession, languages: str, words: str, end: str
) -> None:
    url = f"{chat.api_url}/{LocalChat().key}{end}"
    async with http.get(url, headers={"Accept-Language": languages}) as response:
        assert response.status == 404
        assert response.content_type == "text/html"
        page = await response.text()
    assert words in page
    assert chat.key not in page


@pytest.mark.parametrize("path", ["favicon.ico", "chat/1", "short/", "{key}/nothing", "{key}x/"])
async def test_so_is_who_comes_by_any_other_wrong_address(
    chat: LocalChat, http: aiohttp.ClientSession, path: str
) -> None:
    async with http.get(f"{chat.api_url}/{path.format(key=chat.key)}") as response:
        assert response.status == 404
        assert "it stands in the terminal" in await response.text()


@pytest.mark.parametrize(
    ("languages", "words"),
    [("", "needs JavaScript"), ("fr, de-AT;q=0.8", "braucht JavaScript"), ("ru", "нужен JavaScript")],
)
async def test_without_scripts_the_page_says_so_in_the_browsers_language(
    chat: LocalChat, http: aiohttp.ClientSession, languages: str, words: str
) -> None:
    async with http.get(chat.page_url, headers={"Accept-Language": languages}) as response:
        assert f"{words}.</noscript>" in await response.text()


async def test_the_address_without_its_last_stroke_leads_to_the_page(
    chat: LocalChat, http: aiohttp.ClientSession
) -> None:
    async with http.get(chat.page_url.removesuffix("/")) as response:
        assert (response.status, str(response.url)) == (200, chat.page_url)


async def test_only_loopback_is_listened_on(chat: LocalChat) -> None:
    port = int(chat.api_url.rpartition(":")[2])
    with pytest.raises(OSError, match="Connect call failed"):
        await asyncio.open_connection("127.0.0.2", port)


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("bot1:wrong/getMe", 401, "Unauthorized"),
        ("bot{token}/getMee", 404, "Not Found"),
        ("bot{token}/getGameHighScores", 404, "Not Found"),
        ("file/bot1:wrong/photos/file_0.png", 401, "Unauthorized"),
        ("file/bot{token}/photos/../secret", 404, "Not Found"),
    ],
)
async def test_wrong_tokens_methods_and_paths_get_the_real_errors(
    chat: LocalChat, http: aiohttp.ClientSession, path: str, status: int, description: str
) -> None:
    async with http.get(f"{chat.api_url}/{path.format(token=chat.token)}") as response:
        assert response.status == status
        assert await response.json() == {"ok": False, "error_code": status, "description": description}


async def test_calls_come_by_query_form_or_json(chat: LocalChat, http: aiohttp.ClientSession) -> None:
    url = f"{chat.api_url}/bot{chat.token}/SETMYCOMMANDS"
    commands = [{"command": "start", "description": "Begin"}]
    text = '[{"command":"start","description":"Begin"}]'
    for asked in (
        http.get(url, params={"commands": text}),
        http.post(url, data={"commands": text}),
        http.post(url, json={"commands": commands}),
    ):
        async with asked as response:
            assert await response.json() == {"ok": True, "result": True}
    async with http.post(url, data="[", headers={"Content-Type": "application/json"}) as response:
        assert response.status == 400


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        pytest.param("application/json", b"[" * 100_000, id="brackets"),
        ("application/json", b"\xff\xfe{"),
        ("application/json; charset=klingon", b"{}"),
        ("multipart/form-data", b"--x"),
        ("multipart/form-data; boundary=x", b"--x"),
    ],
)
async def test_a_body_that_cannot_be_read_is_a_wrong_call(
    chat: LocalChat, http: aiohttp.ClientSession, kind: str, data: bytes
) -> None:
    async with http.put(f"{chat.page_url}chat/1", json={}):
        pass
    for url in (f"{chat.api_url}/bot{chat.token}/sendMessage", f"{chat.page_url}chat/1/messages"):
        async with http.post(url, data=data, headers={"Content-Type": kind}) as response:
            assert response.status == 400


@pytest.mark.usefixtures("_logging_as_before")
async def test_what_is_no_http_is_refused_and_leaves_a_line_in_the_log(
    chat: LocalChat, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whoever reaches the port may send it, as often as they like."""
    logs.configure("INFO")
    reader, writer = await asyncio.open_connection("127.0.0.1", int(chat.api_url.rpartition(":")[2]))
    writer.write(b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")
    answer = await reader.read()
    writer.close()
    assert answer.startswith(b"HTTP/1.0 400 ")
    logged = capfd.readouterr().err
    assert "Error handling request" in logged
    assert "Traceback" not in logged


async def test_a_taken_port_is_an_error(chat: LocalChat) -> None:
    other = LocalChat(port=int(chat.api_url.rpartition(":")[2]))
    with pytest.raises(OSError, match="address already in use"):
        await other.start()
    await other.stop()
