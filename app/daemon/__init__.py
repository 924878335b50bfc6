"""The core's doors: the local socket server."""
