"""Continuous batching: all answers of a model side by side, a step at a time.

scheduler.py is the loop. steps.py, chunks.py and rows.py decide who reads how much in a step (pure), choice.py is one
answer on its way. speculation.py guesses several tokens ahead where it pays: from the text itself (lookup.py, pure) or
with a draft model (guessing_model.py); pays.py decides (pure).
"""
