"""Tektra: one toolkit-free core, several front ends, engines in processes of their own."""

__version__ = "0.1.0"
