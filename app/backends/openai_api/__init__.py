"""OpenAI's chat dialect, which mistral.rs and many providers speak: requests, streams and errors.

`quirks` says how a server differs, `body` writes a request, `sse` and `chunks` read the answer, `stream` does both over
a connection, `problems` turns failures into errors that a person may read, `estimate` guesses tokens.
"""
