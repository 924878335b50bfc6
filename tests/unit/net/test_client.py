"""The door in front of every HTTP client: what passes, what is refused, what is written down."""

from __future__ import annotations

import asyncio
import socket
import ssl
import subprocess
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest

from app.errors import EngineUnavailable, InvalidInput, LocalOnly
from app.net.client import Net
from app.net.routes import proxy_origin
from app.net.terms import NetOptions
from app.types.privacy import LedgerEntry, Purpose, Verdict
from tests.helpers.edge_server import Asked, edge_server, reply, says

GUARDED = (Purpose.ANSWER, Purpose.EMBEDDINGS, Purpose.TEST, Purpose.HAND_OVER, Purpose.MANAGE)
GUARD = "tests use no network"
"""The tests' own guard speaks: it went directly."""


@dataclass
class Book:
    """A ledger in memory."""

    entries: list[LedgerEntry] = field(default_factory=list)

    def note(self, entry: LedgerEntry) -> None:
        """Keep it."""
        self.entries.append(entry)

    @property
    def verdicts(self) -> list[Verdict]:
        """In order."""
        return [entry.verdict for entry in self.entries]


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture(autouse=True)
def no_system_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy of the machine that runs the tests decides nothing here."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@dataclass(frozen=True)
class Certified:
    """A server's context, and the file that says that it can be trusted."""

    server: ssl.SSLContext
    file: Path


@pytest.fixture
def certified(tmp_path: Path) -> Certified:
    key, file = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(file)]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, key)
    return Certified(context, file)


def net(book: Book, **options: Any) -> Net:
    """With these settings."""
    return Net(lambda: NetOptions(**options), book)


async def test_a_server_on_this_machine_answers_under_local_only(book: Book) -> None:
    async with (
        edge_server(says(reply(body=b'{"a": 1}'))) as server,
        net(book).client("cloud", Purpose.ANSWER) as client,
    ):
        answer = await client.post(f"{server.url}/v1/x?key=secret", content=b"four")
    assert answer.json() == {"a": 1}
    (entry,) = book.entries
    assert (entry.origin, entry.purpose, entry.backend) == (server.url, Purpose.ANSWER, "cloud")
    assert (entry.verdict, entry.on_this_machine, entry.count, entry.bytes_sent) == (Verdict.ALLOWED, True, 1, 4)


@pytest.mark.parametrize("purpose", GUARDED)
@pytest.mark.parametrize(
    "url",
    [
        "https://api.example.com/v1",
        "http://localhost.evil.example/",
        "http://127.0.0.1@evil.example/",
        "http://127.0.0.1:80@evil.example/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://[::ffff:1.2.3.4]/",
        "http://0.0.0.0/",
        "http://192.168.0.2:11434/",
        "http://localhost\u3002evil.example/",
    ],
)
async def test_content_never_leaves_while_local_only_is_on(book: Book, url: str, purpose: Purpose) -> None:
    async with net(book).client("cloud", purpose) as client:
        with pytest.raises(LocalOnly) as caught:
            await client.post(url, content=b"words")
    assert book.verdicts == [Verdict.BLOCKED]
    assert not book.entries[0].on_this_machine
    assert book.entries[0].bytes_sent == 0
    assert caught.value.params["origin"] == book.entries[0].origin
    assert "Settings" in caught.value.hint


async def test_a_proxy_changes_nothing_for_local_only_and_is_not_used_for_this_machine(book: Book) -> None:
    async with edge_server(says(reply())) as proxy, edge_server(says(reply(body=b'"direct"'))) as server:
        async with net(book, proxy=proxy.url).client("cloud", Purpose.ANSWER) as client:
            assert (await client.get(server.url)).json() == "direct"
            with pytest.raises(LocalOnly):
                await client.get("http://far.example/")
        assert proxy.connections == 0


async def test_the_persons_proxy_is_used_for_other_machines(book: Book) -> None:
    async with edge_server(says(reply(body=b'"by proxy"'))) as proxy:
        options = net(book, local_only=False, proxy=proxy.url)
        async with options.client("cloud", Purpose.ANSWER) as client:
            assert (await client.post("http://far.example/a?b", content=b"xyz")).json() == "by proxy"
    assert proxy.asked[0].path == "http://far.example/a?b"
    assert book.entries[0].origin == "http://far.example:80"
    assert (book.entries[0].on_this_machine, book.entries[0].bytes_sent) == (False, 3)


async def test_the_systems_proxy_is_used_and_can_be_turned_off(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    async with edge_server(says(reply(body=b'"by proxy"'))) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("no_proxy", "near.example")
        async with net(book, local_only=False).client("cloud", Purpose.ANSWER) as client:
            assert (await client.get("http://far.example/")).json() == "by proxy"
            with pytest.raises(httpx2.ConnectError, match=GUARD):
                await client.get("http://near.example/")
        async with net(book, local_only=False, proxy="none").client("cloud", Purpose.ANSWER) as client:
            with pytest.raises(httpx2.ConnectError, match=GUARD):
                await client.get("http://far.example/")
    assert proxy.connections == 1


async def test_settings_are_read_anew_at_every_request(book: Book) -> None:
    now = NetOptions(local_only=False, proxy="none")
    async with Net(lambda: now, book).client("cloud", Purpose.ANSWER) as client:
        with pytest.raises(httpx2.ConnectError, match=GUARD):
            await client.get("http://far.example/")
        now = NetOptions(local_only=True)
        with pytest.raises(LocalOnly):
            await client.get("http://far.example/")
    assert book.verdicts == [Verdict.FAILED, Verdict.BLOCKED]


async def test_a_redirect_is_not_followed(book: Book) -> None:
    elsewhere = reply(307, location="http://127.0.0.1:1/steal")
    async with edge_server(says(elsewhere)) as server, net(book).client("cloud", Purpose.ANSWER) as client:
        with pytest.raises(EngineUnavailable, match="another address") as caught:
            await client.post(server.url, content=b"x", follow_redirects=True)
    assert caught.value.params["reason"] == "bad_reply"
    assert len(book.entries) == 1


async def test_a_probe_may_look_at_another_machine(book: Book) -> None:
    far = "http://far.example/api/version"
    async with (
        edge_server(says(reply())) as proxy,
        net(book, proxy=proxy.url).client("ollama", Purpose.ANSWER) as client,
    ):
        await client.get(far, extensions={"purpose": Purpose.PROBE})
    assert [(entry.purpose, entry.verdict) for entry in book.entries] == [(Purpose.PROBE, Verdict.ALLOWED)]


async def test_an_unknown_purpose_does_not_open_the_door(book: Book) -> None:
    async with net(book).client("cloud", Purpose.ANSWER) as client:
        with pytest.raises(LocalOnly):
            await client.get("http://far.example/", extensions={"purpose": "probe"})


async def test_a_failed_connection_is_written_down(book: Book) -> None:
    async with edge_server(says(b"")) as server:
        url = server.url
    async with net(book).client("cloud", Purpose.ANSWER) as client:
        with pytest.raises(httpx2.ConnectError):
            await client.post(url, content=b"x")
    assert [(entry.verdict, entry.detail) for entry in book.entries] == [(Verdict.FAILED, "no connection")]


async def test_what_left_before_the_answer_broke_is_written_down_as_having_left(book: Book) -> None:
    async with edge_server(says(b"")) as server, net(book).client("cloud", Purpose.ANSWER) as client:
        with pytest.raises(httpx2.RemoteProtocolError):
            await client.post(server.url, content=b"words")
    assert [(entry.verdict, entry.bytes_sent) for entry in book.entries] == [(Verdict.ALLOWED, 5)]


async def test_it_is_written_down_before_the_answer_comes(book: Book) -> None:
    seen: list[Verdict] = []

    async def script(_asked: Asked, writer: asyncio.StreamWriter) -> None:
        seen.extend(book.verdicts)
        writer.write(reply())

    async with edge_server(script) as server, net(book).client("cloud", Purpose.ANSWER) as client:
        await client.post(server.url, content=b"words")
    assert seen == [Verdict.ALLOWED]


async def test_a_body_of_unknown_length_is_counted_as_it_leaves(book: Book) -> None:
    async def body() -> AsyncIterator[bytes]:
        for _ in range(3):
            yield b"12345"

    options = net(book).ollama_options(Purpose.HAND_OVER)
    async with edge_server(says(reply())) as server, httpx.AsyncClient(**options) as client:
        await client.post(server.url, content=body())
    assert server.asked[0].body == b"12345" * 3
    assert [(entry.count, entry.bytes_sent) for entry in book.entries] == [(1, 0), (0, 15)]
    assert {entry.backend for entry in book.entries} == {"ollama"}


async def test_the_client_for_ollama_has_the_same_door(book: Book) -> None:
    import ollama

    client = ollama.AsyncClient("http://10.1.2.3:11434", **net(book).ollama_options(Purpose.ANSWER))
    async with client:
        with pytest.raises(LocalOnly):
            await client.chat("m", [{"role": "user", "content": "hello"}])
    assert book.verdicts == [Verdict.BLOCKED]


async def test_the_sdk_of_openai_lets_the_refusal_through(book: Book) -> None:
    import openai

    client = openai.AsyncOpenAI(
        api_key="k", base_url="https://far.example/v1", http_client=net(book).client("cloud", Purpose.ANSWER)
    )
    async with client:
        with pytest.raises(LocalOnly):
            await client.chat.completions.create(model="m", messages=[{"role": "user", "content": "hello"}])
    assert book.verdicts == [Verdict.BLOCKED]


@pytest.mark.parametrize("proxy", ["ftp://a.example", "http://?", "http://a b", "http://user:pass-word@:80", "x://"])
async def test_a_bad_proxy_is_a_clear_error_without_its_text(book: Book, proxy: str) -> None:
    async with net(book, local_only=False, proxy=proxy).client("cloud", Purpose.ANSWER) as client:
        with pytest.raises(InvalidInput, match="proxy") as caught:
            await client.get("http://far.example/")
    assert book.verdicts == [Verdict.FAILED]
    assert proxy not in repr(caught.value.to_dict())
    assert "pass-word" not in repr(caught.value.to_dict()) + repr(book.entries)


async def test_the_persons_certificates_are_trusted_beside_the_systems(book: Book, certified: Certified) -> None:
    async with edge_server(says(reply(body=b'"safe"')), certified.server) as server:
        url = server.url.replace("http:", "https:")
        async with net(book).client("cloud", Purpose.ANSWER) as client:
            with pytest.raises(httpx2.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
                await client.get(url)
        async with net(book, ca_file=str(certified.file)).client("cloud", Purpose.ANSWER) as client:
            assert (await client.get(url)).json() == "safe"
        options = net(book, ca_file=str(certified.file)).ollama_options(Purpose.ANSWER)
        async with httpx.AsyncClient(**options) as client:
            assert (await client.get(url)).json() == "safe"
    assert book.verdicts == [Verdict.FAILED, Verdict.ALLOWED, Verdict.ALLOWED]
    assert book.entries[0].detail == "no connection"


async def test_a_hosts_file_that_sends_localhost_elsewhere_opens_nothing(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    far = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.7", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: far)
    async with net(book).client("cloud", Purpose.ANSWER) as client:
        with pytest.raises(LocalOnly):
            await client.get("http://localhost/")
    assert not book.entries[0].on_this_machine


@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
async def test_a_bad_file_of_certificates_is_a_clear_error(book: Book, tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_bytes(content)
    options = net(book, local_only=False, ca_file=str(file), proxy="none")
    async with options.client("cloud", Purpose.ANSWER) as client:
        with pytest.raises(InvalidInput, match=r"ca\.pem"):
            await client.get("https://far.example/")
    assert book.verdicts == [Verdict.FAILED]


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_a_dead_proxy_is_named_and_not_the_address_behind_it(book: Book, scheme: str) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        proxy = f"http://me:pass-word@127.0.0.1:{closed.getsockname()[1]}"
        async with net(book, local_only=False, proxy=proxy).client("cloud", Purpose.ANSWER) as client:
            with pytest.raises(EngineUnavailable) as caught:
                await client.post(f"{scheme}://far.example/v1", content=b"x")
    place = proxy.replace("me:pass-word@", "")
    assert caught.value.message == f"The proxy {place} does not answer."
    [entry] = book.entries
    assert (entry.verdict, entry.detail) == (Verdict.FAILED, f"the proxy {place} does not answer")
    assert "pass-word" not in repr(caught.value.to_dict()) + repr(entry)


async def test_a_proxy_that_refuses_is_named_for_the_client_of_ollama_too(book: Book) -> None:
    async with edge_server(says(reply(502))) as proxy:
        options = net(book, local_only=False, proxy=proxy.url).ollama_options(Purpose.ANSWER)
        async with httpx.AsyncClient(**options) as client:
            with pytest.raises(
                EngineUnavailable, match=r"let no connection to https://far\.example:443 through"
            ) as caught:
                await client.get("https://far.example/")
    assert proxy.url in caught.value.message
    assert [entry.detail for entry in book.entries] == [f"the proxy {proxy.url} refused"]


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("socks5://me:secret@Proxy.example", "socks5://proxy.example:1080"),
        ("http://proxy.example", "http://proxy.example:80"),
        ("https://[::1]:3128", "https://[::1]:3128"),
    ],
)
def test_a_proxys_address_as_it_is_shown(address: str, shown: str) -> None:
    assert proxy_origin(address) == shown
