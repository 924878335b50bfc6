"""Chats into files and out of them: the sheets of the window, and the jobs behind them."""
