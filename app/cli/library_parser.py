"""The commands for what a person collects: presets and assistants."""

from __future__ import annotations

import argparse

from app.cli.parser_parts import Commands, add_json, add_json_of_action, command

_PRESETS_EPILOG = """\
examples:
  tektra presets export mine.toml mine
  tektra presets import mine.toml

--json prints a list of {name, sampling: {temperature, top_k, ...}, own, shipped, is_default}; with `export` {"path",
"names"}.
"""
_ASSISTANTS_EPILOG = """\
--json prints a list of {id, name, picture, system_prompt, model_id, preset, sampling}.
"""


def add_presets(commands: Commands[argparse.ArgumentParser]) -> None:
    """`tektra presets`."""
    presets = command(commands, "presets", "list, show, share, rename or delete presets", _PRESETS_EPILOG)
    add_json(presets)
    actions = presets.add_subparsers(
        dest="action", metavar="list | show NAME | export FILE [NAME …] | import FILE | rename NAME NEW | delete NAME"
    )
    listed = actions.add_parser("list", help="list them", description="List the presets.")
    show = actions.add_parser("show", help="print one", description="Print the values of a preset.")
    export = actions.add_parser(
        "export",
        help="write them into a file",
        description="Write presets into a TOML file that another Tektra can take in.",
    )
    taken = actions.add_parser(
        "import", help="take in such a file", description="Take in the presets of a TOML file, all or none."
    )
    delete = actions.add_parser("delete", help="delete one of yours", description="Delete one of your presets.")
    rename = actions.add_parser(
        "rename",
        help="give one of yours another name",
        description="Rename one of your presets; chats that use it keep it.",
    )
    for action in (show, rename, delete):
        action.add_argument("name", metavar="NAME")
    rename.add_argument("to", metavar="NEW", help="its new name")
    export.add_argument("file", metavar="FILE", help="it must not be there yet; - is standard output")
    export.add_argument("names", metavar="NAME", nargs="*", help="without one, all of yours")
    taken.add_argument("file", metavar="FILE", help="- is standard input")
    taken.add_argument("--replace", action="store_true", help="also where there is one of the same name")
    for action in (listed, show, export, taken, rename, delete):
        add_json_of_action(action)


def add_assistants(commands: Commands[argparse.ArgumentParser]) -> None:
    """`tektra assistants`."""
    assistants = command(commands, "assistants", "list your assistants", _ASSISTANTS_EPILOG)
    add_json(assistants)
    actions = assistants.add_subparsers(dest="action", metavar="list")
    add_json_of_action(actions.add_parser("list", help="list them", description="List the assistants."))
