"""Shared by all tests: homes, processes, waiting, stand-ins."""
