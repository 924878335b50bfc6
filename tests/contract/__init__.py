"""One suite per interface: the same tests run over every implementation."""
