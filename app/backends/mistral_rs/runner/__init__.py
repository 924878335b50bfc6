"""A small server around the Python package `mistralrs`, for where its program is not installed.

It speaks the same protocol on loopback, to whoever knows its token. The engine reads one prompt at a time and writes
several answers at once.

requests.py  from the protocol to the package and back
engine.py    the model, and one answer after another's prompt
http.py      the server
"""
