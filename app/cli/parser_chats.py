"""The command `tektra chats` and its actions, as argparse wants them."""

from __future__ import annotations

import argparse

from app.cli.file_forms import FORMATS
from app.cli.parser_parts import Commands, add_json, add_json_of_action, command

_EPILOG = """\
examples:
  tektra chats search "rayleigh scattering" blue
  tektra chats pin 01a1fe74
  tektra chats folder move 01a1fe74 Physics
  tektra chats trash restore 01a1fe74
  tektra chats import conversations.json
  tektra chats export --all --out chats.json

A chat is named by the beginning of its id. What is deleted stays in the trash for 30 days.

--json prints a list of {id, title, created_at, updated_at, model_id, message_count, answering, deleted_at, pinned,
folder_id, archived_at, unread, …}; with an action that changes a chat one of them; with `show` one {"summary": {...},
"messages": [{id, role, text, status, usage, stop_reason, ...}]}; with `search` a list of {chat, message_id, role,
created_at, snippet, marks}; with `folder` a list of {id, name, position}; with `trash empty` {"deleted"}; with
`save-state` and `load-state` {"tokens", "bytes"}; with `import` {source, chats, messages, known, left_out}; with
`export` {path, chats, messages, size}.
"""
_METAVAR = "show ID | search WORDS | rename ID TITLE | pin ID | …"
_NAMED = "its id, or the beginning of it"

_ONE_CHAT = (
    ("show", "print it", "Print one conversation."),
    ("pin", "keep it at the top", "Keep a conversation at the top of the list."),
    ("unpin", "no longer", "Keep a conversation at the top no longer."),
    ("archive", "put it into the archive", "Put a conversation into the archive."),
    ("unarchive", "put it back into the list", "Put a conversation of the archive back into the list."),
    ("duplicate", "copy it", "Copy a conversation with all its branches."),
    ("retitle", "let its model find a title", "Let the model that answered find a title."),
    ("delete", "move it to the trash", "Move a conversation to the trash, for 30 days."),
)


def add_chats(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the command."""
    chats = command(commands, "chats", "list, find and keep the conversations in order", _EPILOG)
    add_json(chats)
    chats.add_argument("--archived", action="store_true", help="list those in the archive")
    actions = chats.add_subparsers(dest="action", metavar=_METAVAR)
    for name, text, description in _ONE_CHAT:
        _add_id(actions.add_parser(name, help=text, description=description))
    rename = actions.add_parser("rename", help="give it another title", description="Give it another title.")
    _add_id(rename)
    rename.add_argument("title", metavar="TITLE")
    _add_search(actions)
    _add_states(actions)
    _add_files(actions)
    _add_folder(actions)
    _add_trash(actions)


def _add_id(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=_NAMED)
    add_json_of_action(parser)


def _add_search(actions: Commands[argparse.ArgumentParser]) -> None:
    search = actions.add_parser(
        "search",
        help="find words in all of them",
        description="Find words, or beginnings of words, in titles and messages. Words in quotation marks stand "
        "together.",
    )
    search.add_argument("words", nargs="+", metavar="WORDS")
    search.add_argument("--limit", type=int, default=20, metavar="N", help="how many places (the default: 20)")
    search.add_argument("--not-archived", action="store_true", help="leave the archive out")
    add_json_of_action(search)


def _add_states(actions: Commands[argparse.ArgumentParser]) -> None:
    save = actions.add_parser(
        "save-state",
        help="keep what the model has read of it in a file",
        description="Keep what the model has read of a conversation in a file, so that it need not be read again.",
    )
    load = actions.add_parser(
        "load-state", help="take such a file back", description="Take back what save-state has kept."
    )
    for action in (save, load):
        _add_id(action)
        action.add_argument("file", metavar="FILE")


def _add_files(actions: Commands[argparse.ArgumentParser]) -> None:
    taken = actions.add_parser(
        "import",
        help="take in the chats of a file",
        description="Take in the conversations of a file, all or none: Tektra's own JSON, or an export of ChatGPT "
        "(JSON or ZIP) or Open WebUI. Those that are here already are left out.",
    )
    taken.add_argument("file", metavar="FILE")
    taken.add_argument("--dry-run", action="store_true", help="only say what is in it")
    written = actions.add_parser(
        "export",
        help="write conversations into a file",
        description="Write conversations into a file. Only JSON keeps everything; a name that ends in .zip makes a "
        "file for each conversation, in Markdown unless --format says otherwise.",
    )
    written.add_argument("ids", nargs="*", metavar="ID", help=_NAMED)
    written.add_argument("--all", action="store_true", help="all that are in the list or the archive")
    written.add_argument("--out", metavar="FILE", required=True, help="the file; its ending says in which form")
    written.add_argument("--format", choices=FORMATS, help="the form, where the ending does not say it (.zip: md)")
    written.add_argument("--force", action="store_true", help="replace the file where there is one already")
    written.add_argument("--thinking", action="store_true", help="with what the models thought")
    for action in (taken, written):
        add_json_of_action(action)


def _add_folder(actions: Commands[argparse.ArgumentParser]) -> None:
    folder = actions.add_parser(
        "folder",
        help="list the folders, and change them",
        description="List the folders; create, rename, order and delete them; put a conversation into one.",
    )
    add_json_of_action(folder)
    folder.set_defaults(folder_action="list")
    steps = folder.add_subparsers(
        dest="folder_action",
        metavar="list | create NAME | rename NAME NEW | order NAME N | move ID NAME | delete NAME",
    )
    listed = steps.add_parser("list", help="list them", description="List the folders.")
    create = steps.add_parser("create", help="add one", description="Add a folder.")
    rename = steps.add_parser("rename", help="give one another name", description="Give a folder another name.")
    order = steps.add_parser("order", help="put one at another place", description="Put a folder at another place.")
    move = steps.add_parser(
        "move", help="put a conversation into one", description="Put a conversation into a folder, or into none."
    )
    delete = steps.add_parser(
        "delete", help="take one away", description="Take a folder away; its conversations stay, without a folder."
    )
    move.add_argument("id", metavar="ID", help=_NAMED)
    for step in (create, rename, order, delete):
        step.add_argument("name", metavar="NAME", help="its name, or its id")
    move.add_argument("name", metavar="NAME", nargs="?", help="without one it is taken out of its folder")
    rename.add_argument("new_name", metavar="NEW")
    order.add_argument("position", metavar="N", type=int, help="1 is the first place")
    for step in (listed, create, rename, order, move, delete):
        add_json_of_action(step)


def _add_trash(actions: Commands[argparse.ArgumentParser]) -> None:
    trash = actions.add_parser(
        "trash", help="list the trash, restore from it, empty it", description="List, restore or empty the trash."
    )
    add_json_of_action(trash)
    steps = trash.add_subparsers(dest="trash_action", metavar="list | restore ID | purge ID | empty")
    trash.set_defaults(trash_action="list")
    listed = steps.add_parser("list", help="list it", description="List what is in the trash.")
    restore = steps.add_parser("restore", help="take one out", description="Take a conversation out of the trash.")
    purge = steps.add_parser("purge", help="delete one for good", description="Delete a conversation for good.")
    empty = steps.add_parser("empty", help="delete all of it for good", description="Delete what is in it for good.")
    for step in (restore, purge):
        step.add_argument("id", metavar="ID", help=_NAMED)
    for step in (listed, restore, purge, empty):
        add_json_of_action(step)
