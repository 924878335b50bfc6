"""Comparing in the window: the same prompt on several models and engines, side by side.

`model` decides without Qt, `column` and `figures` paint one pair, `grid` places them, `pane` puts it together and
talks to the core.
"""
