"""Frozen values that every layer may use: messages, deltas, models, chats.

Standard library only; values have no behaviour beyond themselves.
"""
