"""The server: OpenAI's streamed chat completions, for whoever knows the token; a thread for each request."""

from __future__ import annotations

import hmac
import json
import select
import socket
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from app.backends.mistral_rs.programs import HOST
from app.backends.mistral_rs.runner.engine import RunnerEngine

MAX_BODY = 256 * 1024 * 1024
"""A request with many pictures."""


class RunnerServer(ThreadingHTTPServer):
    """Has its port from the start, so that nobody else takes it, and listens when the model is loaded."""

    daemon_threads = True
    allow_reuse_address = False
    request_queue_size = 64

    def __init__(self, port: int, token: str) -> None:
        super().__init__((HOST, port), _Handler, bind_and_activate=False)
        self.server_bind()
        self._token = token
        self.engine: RunnerEngine | None = None

    def serve(self, engine: RunnerEngine) -> None:
        """Answer until the process ends."""
        self.engine = engine
        self.server_activate()
        self.serve_forever(poll_interval=3600)

    def knows(self, header: str | None) -> bool:
        """Whether a request may come in."""
        return hmac.compare_digest((header or "").encode(), f"Bearer {self._token}".encode())

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no error of ours."""


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    server: RunnerServer
    protocol_version = "HTTP/1.0"
    timeout = 60

    def do_GET(self) -> None:
        """`/health`, and the one model there is."""
        if self.path == "/health":
            self._reply(200, {"status": "ok"})
        elif not self.server.knows(self.headers["authorization"]):
            self._reply(401, {"message": "the token is wrong"})
        elif self.path == "/v1/models":
            self._reply(200, {"object": "list", "data": [{"id": "default", "object": "model"}]})
        else:
            self._reply(404, {"message": "there is nothing here"})

    def do_POST(self) -> None:
        """`/v1/chat/completions`."""
        if not self.server.knows(self.headers["authorization"]):
            self._reply(401, {"message": "the token is wrong"})
        elif self.path != "/v1/chat/completions":
            self._reply(404, {"message": "there is nothing here"})
        else:
            self._answer()

    def _answer(self) -> None:
        engine = self.server.engine
        try:
            body = self._body()
        except ValueError as exc:
            self._reply(422, {"message": str(exc)})
            return
        began = False
        try:
            if engine is None:
                raise RuntimeError("no model is loaded")
            with closing(engine.chunks(body, self._gone)) as chunks:  # type: ignore[type-var]
                for chunk in chunks:
                    if self._gone():
                        return
                    if not began:
                        self._begin()
                        began = True
                    self._event(json.dumps(chunk))
            self._event("[DONE]")
        except (BrokenPipeError, ConnectionError):
            return
        except Exception as exc:
            text = str(exc).splitlines()[0] if str(exc) else type(exc).__name__
            if began:
                self._event(json.dumps({"error": {"message": text}}))
            else:
                self._reply(422 if isinstance(exc, (ValueError, TypeError, KeyError)) else 500, {"message": text})

    def _body(self) -> dict[str, Any]:
        try:
            size = int(self.headers["content-length"] or "")
        except ValueError:
            raise ValueError("the length is missing") from None
        if not 0 < size <= MAX_BODY:
            raise ValueError("the request is too large")
        body = json.loads(self.rfile.read(size))
        if not isinstance(body, dict):
            raise ValueError("a request is an object")
        return body

    def _gone(self) -> bool:
        """Whether the client closed its connection."""
        try:
            readable, _, _ = select.select([self.connection], [], [], 0)
            return bool(readable) and self.connection.recv(1, socket.MSG_PEEK) == b""
        except OSError:
            return True

    def _begin(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.end_headers()

    def _event(self, data: str) -> None:
        self.wfile.write(f"data: {data}\n\n".encode())

    def _reply(self, status: int, value: dict[str, Any]) -> None:
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's name)
        """Nothing: what people ask is nobody's business."""
