"""Every command and option of `tektra`, as argparse wants them. Imports nothing heavy: `--help` is instant."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from app import __version__
from app.cli.library_parser import add_assistants, add_presets
from app.cli.parser_chats import add_chats
from app.cli.parser_parts import Commands, add_json, add_json_of_action, command
from app.log import LEVELS
from app.types.chats import ContextPolicy
from app.types.engines import ProviderKind
from app.types.models import BackendName

_EPILOG = """\
without a command the window opens.

exit codes: 0 done · 1 failed · 2 wrong usage · 3 no core · 4 no such model or chat · 5 the model or its engine failed
            130 stopped with Ctrl-C · 141 the reader of the output went away
"""
_RUN_EPILOG = """\
examples:
  tektra run "Why is the sky blue?"
  tektra run smollm2:135m "Why is the sky blue?"
  tektra run ~/models/mine.gguf "Why is the sky blue?"
  git diff | tektra run --model smollm2:135m
  tektra run --model gemma3 --image photo.jpg "What is on this table?"
  tektra run --file report.pdf --system "Answer in one sentence." "What does it say?"

--json prints one object at the end: {"chat": {id, title, ...}, "answer": {id, text, status, stop_reason, usage,
model_id, error, ...}}, or {"error": {code, message, hint, detail, params}} when there is no answer.
"""
_QUICK_EPILOG = """\
Give this command keys in the system's settings, and it works from anywhere. A second call brings the window to the
front.
"""
_PS_EPILOG = """\
--json prints {"running": false} or {"running": true, pid, version, started_at, memory_bytes, clients, lingers,
answering, store, workers, config_problems, home}; a worker has pid, backend, model_id, state, memory_bytes, queued,
restarts, cause and steps.
"""
_MODELS_EPILOG = """\
--json prints a list of {id, name, state, backend, reason, capabilities, context_tokens, size_bytes, path,
tokens_per_s, is_default, description}; with `why` one {model_id, chosen, ranking: [{backend, usable, reason}]}; with
`show` one {info, facts, estimate, loaded}.
"""
_ENGINES_EPILOG = """\
examples:
  tektra engines --refresh
  tektra engines test ollama --model llama3.2
  tektra engines switch mistral_rs --model smollm2:135m
  tektra engines switch default

`switch` puts an engine first, for one model or for all, from the next answer on; "default" goes back to the settings'
order. `test` also looks again at an engine that was found unfit for a model.
--json prints a list of {name, state, enabled, version, where, reason, hint, models, tokens_per_s, measured_with}; with
`test` one {backend, model_id, answer, load_s, first_token_s, tokens_per_s, memory_bytes, checks: [{ability, state,
note}]}.
"""
_TOKENS_EPILOG = """\
--json prints a list of {id, text}.
"""
_EMBED_EPILOG = """\
examples:
  tektra embed "a red car" "a blue bicycle"
  tektra embed --pooling none --json < notes.txt

Prints one vector a line. --json prints {"texts": [[vector, ...], ...], "tokens"}: one vector for each text, or with
--pooling none one for each of its tokens.
"""
_DEVICES_EPILOG = """\
--json prints a list of {name, kind, description, memory_total, memory_free}; kinds are cpu, gpu, igpu and accel.
"""
_TOOLS_EPILOG = """\
A model may use the tools that are chosen in its chat. You are asked before each use, unless the tool is always allowed.
--json prints a list of {name, description, parameters, always}.
"""
_DOCTOR_EPILOG = """\
exit codes: 0 nothing is bad · 1 something is

--json prints {version, system, at, findings: [{section, name, state, text, hint}]}; states are good, warning, bad and
unknown. --report prints a text for a bug report, without prompts, keys, names and home paths.
"""
_COMPARE_EPILOG = """\
examples:
  tektra compare "Why is the sky dark at night?" --with smollm2:135m@llama_cpp --with smollm2:135m@ollama
  tektra compare "Write a haiku" --with smollm2:135m --with ~/models/other.gguf

--json prints a list of {model_id, backend, state, text, differs, usage, load_s, memory_bytes, error}; `differs` has the
places of differing words as [from, to].
"""
_PROVIDERS_EPILOG = """\
examples:
  tektra providers add openai
  tektra providers add work --endpoint https://ai.example.com/v1 --model qwen3 < key.txt
  tektra providers add claude --kind anthropic
  tektra providers test openai

The key is asked for without showing it, or read from standard input, and kept in the system's keyring. On a machine
without one, set TEKTRA_KEY_NAME (for a provider "my-ai": TEKTRA_KEY_MY_AI) where the core runs.
Models are named PROVIDER/MODEL. While "local only" is on, only providers on this computer are used.
--json prints a list of {spec, has_key, key_place, state, note, models, abilities, on_this_machine, idle_note}, with
`add` and `test` one of them, with `remove` {"removed"}; a spec has name, kind, endpoint, models and enabled.
"""
_LEDGER_EPILOG = """\
A line stands for requests that followed each other to one place for one purpose; what "local only" kept back is among
them. --json prints a list of {at, last_at, purpose, origin, backend, verdict, on_this_machine, count, bytes_sent,
detail}; verdicts are allowed, blocked and failed.
"""
_SETTINGS_EPILOG = """\
examples:
  tektra settings list --all
  tektra settings set backends.llama_cpp.threads 6 appearance.theme dark
  tektra settings reset backends.llama_cpp.threads

Changes are written into config.toml, with its comments kept. --json prints for `list` and `get` {key, type, value,
default, source, environment, help, restart, choices, page, group, label, unit, minimum, maximum, locked_by, applies},
for `set` and `reset` {changed, restart}, for `check` a list of {file, line, key, message, hint}, for `path` {path,
exists}.
"""
_DATA_EPILOG = """\
--json prints for `info` {folder, database_bytes, chats, backups, config_file, logs}, for `back-up` {name, at,
size_bytes}, for `restore` the state of the database, for `delete-all` {"deleted": true}.
"""
_TRANSFER_EPILOG = """\
examples:
  tektra pull llama3.2:1b
  tektra give smollm2:135m
  tektra remove llama3.2:1b

Ctrl-C stops; closing the terminal does not. --json prints {"done": true} at the end, or {"error": {code, message, hint,
detail, params}}.
"""
_DAEMON_EPILOG = """\
--json prints for `status` the same as `tektra ps`, for `start` {"running": true, "started", "pid"}, for `stop`
{"running": false, "stopped"}.
"""


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole program; `args.command` is None for the window."""
    parser = argparse.ArgumentParser(
        prog="tektra",
        description="Chat with AI models on your own machine.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"tektra {__version__}")
    parser.add_argument("--log-level", choices=LEVELS, help="how much the log files say")
    _add_window_options(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    _add_run(commands)
    command(commands, "quick", "ask something in a small window", _QUICK_EPILOG)
    add_chats(commands)
    _add_ps(commands)
    _add_models(commands)
    _add_engines(commands)
    _add_tokens(commands)
    _add_embed(commands)
    add_json(command(commands, "devices", "list what the engines can compute on", _DEVICES_EPILOG))
    _add_compare(commands)
    _add_tools(commands)
    add_presets(commands)
    add_assistants(commands)
    _add_doctor(commands)
    _add_providers(commands)
    _add_ledger(commands)
    _add_settings(commands)
    _add_data(commands)
    _add_transfers(commands)
    _add_daemon(commands)
    _add_hidden(commands)
    return parser


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The parsed command line; wrong usage, `--help` and `--version` end the process, as argparse does it."""
    parser = build_parser()
    args, rest = parser.parse_known_args(argv)
    if args.command == "run":  # argparse gives up on a question that comes after an option that comes after a model
        while rest and not rest[0].startswith("-"):
            args.words.append(rest.pop(0))
    if rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    if args.screenshot and args.ask is None:
        parser.error("--screenshot goes with --ask")
    return args


def _add_window_options(parser: argparse.ArgumentParser) -> None:
    window = parser.add_argument_group("the window")
    window.add_argument("--ask", metavar="TEXT", help="ask this in the window, print the answer and end")
    window.add_argument("--screenshot", metavar="PNG", help="with --ask: save a picture of the window at the end")
    window.add_argument("--theme", choices=("light", "dark"), help="instead of the system's")
    window.add_argument("--size", type=_size, metavar="WxH", help="size of the window, for instance 1280x832")
    window.add_argument("--gallery", action="store_true", help=argparse.SUPPRESS)


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isascii() and width.isdigit() and height.isascii() and height.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size like 1280x832")
    size = int(width), int(height)
    if not all(200 <= side <= 10_000 for side in size):
        raise argparse.ArgumentTypeError("each side has to be from 200 to 10000")
    return size


def _add_run(commands: Commands[argparse.ArgumentParser]) -> None:
    run = command(commands, "run", "answer a question in the terminal", _RUN_EPILOG)
    run.add_argument(
        "words",
        nargs="*",
        metavar="[MODEL|PATH.gguf] PROMPT",
        help="the question, after a model if you like; without one, or with -, it is read from standard input",
    )
    run.add_argument("--model", metavar="MODEL|PATH.gguf", help="the model, when it is not named before the question")
    run.add_argument("--chat", metavar="ID", help="go on in this conversation; its id, or the beginning of it")
    run.add_argument("--preset", metavar="NAME", help="fast, balanced, creative, precise, or one of yours")
    run.add_argument("--system", metavar="TEXT", help="the system prompt of the conversation; “” is none at all")
    run.add_argument("--assistant", metavar="NAME", help="one of yours, as “tektra assistants” lists them")
    run.add_argument(
        "--context-policy",
        choices=[policy.value for policy in ContextPolicy],
        help="when the conversation is longer than the model's window: refuse, drop its oldest messages, or let the "
        "model summarise them; for this answer and those that follow it (the default: chat.context_policy)",
    )
    run.add_argument("--image", metavar="FILE", action="append", default=[], help="a picture to ask about; repeatable")
    run.add_argument(
        "--allow-tool",
        metavar="NAME",
        action="append",
        default=[],
        help="offer this tool to the model in a new conversation, and let it be used in this answer; repeatable",
    )
    run.add_argument("--audio", metavar="FILE", action="append", default=[], help="a sound (WAV) to ask about")
    run.add_argument(
        "--file",
        metavar="FILE",
        action="append",
        default=[],
        help="a text, code or PDF to read in full; repeatable",
    )
    add_json(run)


def _add_ps(commands: Commands[argparse.ArgumentParser]) -> None:
    add_json(command(commands, "ps", "show the core and its workers", _PS_EPILOG))


def _add_models(commands: Commands[argparse.ArgumentParser]) -> None:
    models = command(commands, "models", "list the models, or look at one", _MODELS_EPILOG)
    add_json(models)
    actions = models.add_subparsers(dest="action", metavar="why MODEL | show MODEL")
    why = actions.add_parser("why", help="which engine would run it", description="Which engine would run a model.")
    show = actions.add_parser(
        "show", help="what is known about it", description="What is known about a model, and what it will take."
    )
    for action in (why, show):
        action.add_argument("id", metavar="MODEL", help="its id, alias or path")
        add_json_of_action(action)


def _add_engines(commands: Commands[argparse.ArgumentParser]) -> None:
    engines = command(commands, "engines", "list the engines, test one, or put one first", _ENGINES_EPILOG)
    engines.add_argument("--refresh", action="store_true", help="look anew whether servers answer")
    add_json(engines)
    actions = engines.add_subparsers(dest="action", metavar="test NAME | switch NAME")
    test = actions.add_parser("test", help="what works, and how fast", description="Try an engine out with a model.")
    switch = actions.add_parser("switch", help="put it first", description="Put an engine first, or “default” none.")
    for action in (test, switch):
        action.add_argument("name", metavar="NAME", help="llama_cpp, mistral_rs, ollama, mlx, cloud or echo")
        action.add_argument("--model", metavar="MODEL", help="with this model; for `switch`: for this one only")
        add_json_of_action(action)


def _add_tokens(commands: Commands[argparse.ArgumentParser]) -> None:
    tokens = command(commands, "tokens", "show how a model splits a text", _TOKENS_EPILOG)
    tokens.add_argument("text", nargs="?", metavar="TEXT", help="without one it is read from standard input")
    tokens.add_argument("--model", metavar="MODEL", help="instead of the default one")
    engines = [name.value for name in BackendName]
    tokens.add_argument("--engine", choices=engines, metavar="NAME", help="with this engine, where the first cannot")
    add_json(tokens)


def _add_embed(commands: Commands[argparse.ArgumentParser]) -> None:
    embed = command(commands, "embed", "turn texts into vectors", _EMBED_EPILOG)
    embed.add_argument("texts", nargs="*", metavar="TEXT", help="without one it is read from standard input")
    embed.add_argument("--model", metavar="MODEL", help="instead of the default one")
    embed.add_argument(
        "--pooling",
        choices=("auto", "mean", "cls", "last", "none"),
        default="auto",
        help="how the vectors of a text's tokens become one; auto is what the model was made for",
    )
    embed.add_argument("--raw", action="store_true", help="do not scale the vectors to the length 1")
    add_json(embed)


def _add_compare(commands: Commands[argparse.ArgumentParser]) -> None:
    compare = command(commands, "compare", "ask the same of several models or engines", _COMPARE_EPILOG)
    compare.add_argument("text", nargs="?", metavar="PROMPT", help="without one it is read from standard input")
    compare.add_argument(
        "--with",
        dest="pairs",
        metavar="MODEL[@ENGINE]",
        action="append",
        default=[],
        help="a model by id, alias or path, perhaps on a certain engine; two to six times",
    )
    compare.add_argument("--system", metavar="TEXT", default="", help="a system prompt for all of them")
    add_json(compare)


def _add_tools(commands: Commands[argparse.ArgumentParser]) -> None:
    tools = command(commands, "tools", "list the tools that models may use, and which always may", _TOOLS_EPILOG)
    add_json(tools)
    actions = tools.add_subparsers(dest="action", metavar="allow NAME | revoke NAME")
    allow = actions.add_parser("allow", help="never ask about it", description="Allow a tool once and for all.")
    revoke = actions.add_parser("revoke", help="ask about it again", description="Take that back.")
    for action in (allow, revoke):
        action.add_argument("name", metavar="NAME", help="as “tektra tools” lists it")
        add_json_of_action(action)


def _add_doctor(commands: Commands[argparse.ArgumentParser]) -> None:
    doctor = command(commands, "doctor", "check this computer and Tektra's parts", _DOCTOR_EPILOG)
    form = doctor.add_mutually_exclusive_group()
    add_json(form)
    form.add_argument("--report", action="store_true", help="print a text for a bug report, without what is private")


def _add_providers(commands: Commands[argparse.ArgumentParser]) -> None:
    providers = command(commands, "providers", "list, add, remove or test cloud providers", _PROVIDERS_EPILOG)
    add_json(providers)
    actions = providers.add_subparsers(dest="action", metavar="list | add NAME | remove NAME | test NAME")
    add_json_of_action(actions.add_parser("list", help="list them", description="List the providers."))
    add = actions.add_parser("add", help="add or change one", description="Add a provider, or change one.")
    remove = actions.add_parser("remove", help="take it away", description="Take a provider and its key away.")
    test = actions.add_parser("test", help="try it out", description="Ask for its models and try the first one out.")
    for action in (add, remove, test):
        action.add_argument("name", metavar="NAME", help="letters, digits and . _ -")
        add_json_of_action(action)
    add.add_argument("--kind", choices=[kind.value for kind in ProviderKind], default="openai", help="its dialect")
    add.add_argument("--endpoint", metavar="URL", default="", help="base URL, when it is not the provider's own")
    add.add_argument("--model", metavar="MODEL", action="append", default=[], help="offer only this one; repeatable")
    add.add_argument("--no-key", action="store_true", help="do not ask for a key")
    add.add_argument("--off", action="store_true", help="do not use it yet")


def _add_ledger(commands: Commands[argparse.ArgumentParser]) -> None:
    ledger = command(commands, "ledger", "list the connections that Tektra made, and why", _LEDGER_EPILOG)
    ledger.add_argument("--limit", type=int, default=50, metavar="N", help="how many lines (the default: 50)")
    ledger.add_argument("--clear", action="store_true", help="forget them instead")
    add_json(ledger)


def _add_settings(commands: Commands[argparse.ArgumentParser]) -> None:
    settings = command(commands, "settings", "list, change or check the settings", _SETTINGS_EPILOG)
    settings.set_defaults(all=False)
    add_json(settings)
    actions = settings.add_subparsers(
        dest="action", metavar="list | get KEY | set KEY VALUE … | reset KEY … | check | path"
    )
    listed = actions.add_parser("list", help="list what was set", description="List the settings that were set.")
    listed.add_argument("--all", action="store_true", help="those with their defaults, too")
    get = actions.add_parser("get", help="print one", description="Print the value of a setting.")
    get.add_argument("key", metavar="KEY")
    change = actions.add_parser("set", help="change them", description="Change settings, all of them or none.")
    change.add_argument("words", nargs="+", metavar="KEY VALUE", help="a list has commas: llama_cpp,ollama")
    reset = actions.add_parser("reset", help="give them their defaults", description="Give settings their defaults.")
    reset.add_argument("keys", nargs="+", metavar="KEY")
    check = actions.add_parser(
        "check", help="list what is wrong", description="List what is wrong with the settings; exit code 1 if anything."
    )
    path = actions.add_parser("path", help="print where they lie", description="Print the path of the settings file.")
    for action in (listed, get, change, reset, check, path):
        add_json_of_action(action)


def _add_data(commands: Commands[argparse.ArgumentParser]) -> None:
    data = command(commands, "data", "look at, back up, restore or delete your data", _DATA_EPILOG)
    add_json(data)
    actions = data.add_subparsers(dest="action", metavar="info | back-up | restore NAME | delete-all")
    info = actions.add_parser("info", help="where it lies", description="Say where the data lies, and list backups.")
    back_up = actions.add_parser("back-up", help="back up all chats", description="Make a backup of all chats now.")
    restore = actions.add_parser("restore", help="put a backup in place", description="Put a backup in place.")
    restore.add_argument("name", metavar="NAME", help="as “tektra data info” lists it")
    delete = actions.add_parser(
        "delete-all",
        help="delete everything",
        description="Delete all chats, backups, settings, keys and logs, and end Tektra. Model files stay.",
    )
    delete.add_argument("--confirm", metavar="TEXT", help='has to be "delete everything"; without it you are asked')
    for action in (info, back_up, restore, delete):
        add_json_of_action(action)


def _add_transfers(commands: Commands[argparse.ArgumentParser]) -> None:
    pull = command(commands, "pull", "let an engine such as Ollama fetch a model", _TRANSFER_EPILOG)
    pull.add_argument("name", metavar="NAME", help="the engine's name of it, such as llama3.2:1b")
    give = command(commands, "give", "give an engine such as Ollama the file of a model", _TRANSFER_EPILOG)
    give.add_argument("id", metavar="MODEL|PATH.gguf", help="a model of the list, or a file")
    give.add_argument("--name", default="", metavar="NAME", help="what the engine calls it; made of its id without")
    remove = command(commands, "remove", "delete one of the models that an engine keeps", _TRANSFER_EPILOG)
    remove.add_argument("name", metavar="NAME", help="as the engine calls it")
    for parser in (pull, give, remove):
        parser.add_argument("--engine", choices=(BackendName.OLLAMA.value,), default=BackendName.OLLAMA.value)
        add_json(parser)


def _add_daemon(commands: Commands[argparse.ArgumentParser]) -> None:
    daemon = command(commands, "daemon", "start, stop or look at the core", _DAEMON_EPILOG)
    daemon.add_argument(
        "action",
        choices=("start", "stop", "status"),
        help="start one that stays; end it in order; say whether one runs (exit code 3 if not)",
    )
    add_json(daemon)


def _add_hidden(commands: Commands[argparse.ArgumentParser]) -> None:
    """Tektra starts these itself; without a help text argparse does not list them."""
    for own in ("checks", "formulas", "opening"):
        commands.add_parser(own)
    commands.add_parser("extract")
    core = commands.add_parser("core")
    core.add_argument("--auto", action="store_true", help="end some minutes after the last front end")
    commands.add_parser("read-chats").add_argument("path")
    printing = commands.add_parser("print-html")
    printing.add_argument("source")
    printing.add_argument("target")
    worker = commands.add_parser("worker")
    worker.add_argument("arguments", nargs="*")
