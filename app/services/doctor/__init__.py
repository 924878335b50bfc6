"""`tektra doctor`: looks at everything an answer needs and says what is wrong, each check on its own.

`checks` runs them, each with a time limit. `core`, `machine`, `engines`, `models`, `media` and `settings` are the checks: a
function that looks, and a pure one that judges. `report` writes the text for a bug report, `identity` knows what
must not be in it, `service` puts them together and answers the commands.
"""
