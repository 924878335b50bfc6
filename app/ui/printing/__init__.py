"""Printing: a process without a window that makes a PDF of an exported page."""
