"""`tektra doctor`: looks at everything an answer needs and says what is wrong, each check on its own.

`checks` runs them, each with a time limit. `core`, `machine`, `engines`, `models` and `media` are the checks: what
looks, and what judges, which is pure. `report` writes the text for a bug report, `identity` knows what
must not be in it, `service` puts them together and answers the commands.
"""
