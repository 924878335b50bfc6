"""Changes keys in a TOML text and leaves every other byte of it as it is. Pure: text in, text out.

The statements are found by our own locator, so that the line ends, blank lines, order and comments around them are not
even touched; tomlkit edits the one statement that changes, with its comment, its dotted key or its inline table. Read
as a whole by tomlkit, a text comes back changed where tables stand out of order or line ends are mixed. What comes out
is parsed again and compared with what it should mean, so a text that is too odd is refused and never spoilt.

Taking a key out again restores the text byte for byte; a table that was made for it goes with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.config.locate import Statement, statements

Path = tuple[str, ...]

_ENDS = ("\r\n", "\n")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ITEM_LINE = re.compile(r"""[ \t]*("(?:\\.|[^"\\])*"|'[^']*')[ \t]*,?([ \t]*#.*)?""")
_STRING_OR_COMMENT = re.compile(r""""(?:\\.|[^"\\\n])*"|'[^'\n]*'|(#[^\n]*)""")


class CannotEdit(ValueError):
    """The text's form does not allow the change; the message goes on after "because"."""


def edit(text: str, changes: Mapping[Path, Any]) -> str:
    """The text with these keys changed; None takes a key, or a whole table, out.

    Raises:
        CannotEdit: The text is no TOML, or has no place for a key.
    """
    old = _parse(text)
    edited = text
    for path, value in sorted(changes.items(), key=lambda change: change[1] is None):
        if not _same(_at(old, path), _comparable(value)):
            edited = _remove(edited, path) if value is None else _set(edited, path, value)
    if _without_empty(_parse(edited)) != _without_empty(_meant(old, changes)):
        raise CannotEdit("what is written there leaves no place for the change")
    return edited


def _set(text: str, path: Path, value: Any) -> str:
    known = tuple(statements(text))
    for found in known:
        if not found.is_header and found.path == path[: len(found.path)]:
            return _edited(text, found, path, value)
    anchor = _anchor(known, path)
    if anchor is None:
        return _with_new_table(text, path, value)
    # A table that was empty before the key must not look like one of ours, or it would go with the key.
    apart = anchor.is_header and _is_bare(text, anchor.path)
    return _insert(text, anchor, _line(path[len(anchor.table) :], value), apart=apart)


def _remove(text: str, path: Path) -> str:
    """Without a key, or without a table and everything below it."""
    while True:
        known = tuple(statements(text))
        found = next((item for item in reversed(known) if item.path[: len(path)] == path), None)
        if found is not None:
            text = _cut_header(text, found) if found.is_header else _cut_key(text, known, found)
            continue
        holder = next((item for item in known if not item.is_header and item.path == path[: len(item.path)]), None)
        return text if holder is None else _edited(text, holder, path, None)


def _anchor(known: Iterable[Statement], path: Path) -> Statement | None:
    """Behind which statement a new key of a table belongs; None where the table is not written down yet."""
    parent = path[:-1]
    anchor: Statement | None = None
    for found in known:
        if found.table == parent:  # its header, and what stands below it
            anchor = found
        elif anchor is None or anchor.table != parent:
            dotted = not found.is_header and len(found.path) > len(parent) and found.path[: len(parent)] == parent
            if dotted and len(found.table) < len(parent):
                anchor = found
    return anchor


def _edited(text: str, found: Statement, path: Path, value: Any) -> str:
    """A text with a value changed inside one statement; None takes it out of its inline table."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    names = (*found.names, *path[len(found.path) :])
    body, end = _split_end(text[found.start : found.end])
    try:
        document: Any = tomlkit.parse(body.replace("\r\n", "\n"))
        holder = document
        if value is None:
            _pop(document, names, len(found.names))
        else:
            for name in names[:-1]:
                if name not in holder:
                    holder[name] = tomlkit.inline_table()
                holder = holder[name]
            holder[names[-1]] = _item(value, holder.get(names[-1]))
        written = str(document.as_string())
    except (TOMLKitError, TypeError, AttributeError, KeyError) as exc:
        raise CannotEdit("what is written there is no table") from exc
    written = written.replace("\n", "\r\n") if "\r\n" in body else written
    return text[: found.start] + written + end + text[found.end :]


def _pop(document: Any, names: tuple[str, ...], own: int) -> None:
    """Take a value out of inline tables. One that is left empty goes with it, but for the statement's own."""
    holders = [document]
    for name in names[:-1]:
        holders.append(holders[-1][name])
    del holders[-1][names[-1]]
    for depth in range(len(names) - 1, own, -1):
        if not holders[depth]:
            del holders[depth - 1][names[depth - 1]]


def _item(value: Any, old: Any) -> Any:
    """A value for tomlkit, in the form of the one that it replaces."""
    import tomlkit

    if isinstance(value, list | tuple):
        written = str(old.as_string()) if hasattr(old, "as_string") else ""
        return tomlkit.parse(f"k = {_list(list(value), written)}")["k"]
    literal = str(old.as_string()).startswith("'") if isinstance(old, str) and hasattr(old, "as_string") else False
    if literal and isinstance(value, str) and "'" not in value and value.isprintable():
        return tomlkit.string(value, literal=True)
    return tomlkit.item(value)


def _list(items: list[Any], old: str) -> str:
    """A list on one line; where comments stand in the old one, on lines as there, each item with its own comment."""
    import tomlkit

    comments = [match[1].strip() for match in _STRING_OR_COMMENT.finditer(old) if match[1]]
    texts = [tomlkit.item(item).as_string() for item in items]
    if not comments:
        return f"[{', '.join(texts)}]"
    lines = old.split("\n")
    of_item: dict[str, str] = {}
    indent = "  "
    for line in lines[1:]:
        if match := _ITEM_LINE.fullmatch(line):
            indent = line[: len(line) - len(line.lstrip())] or indent
            if match[2]:
                of_item[str(tomlkit.parse(f"k = {match[1]}")["k"])] = match[2].strip()
                comments.remove(match[2].strip())
    above = [f"{indent}{comment}" for comment in comments]
    below = [
        f"{indent}{text},{f'  {of_item[str(item)]}' if str(item) in of_item else ''}"
        for item, text in zip(items, texts, strict=True)
    ]
    return "\n".join(["[", *above, *below, "]"])


def _line(names: tuple[str | int, ...], value: Any) -> str:
    import tomlkit

    key = ".".join(_name(str(name)) for name in names)
    return f"{key} = {_list(list(value), '') if isinstance(value, list | tuple) else tomlkit.item(value).as_string()}"


def _name(name: str) -> str:
    import tomlkit

    return name if _BARE.fullmatch(name) else tomlkit.item(name).as_string()


def _with_new_table(text: str, path: Path, value: Any) -> str:
    end = _line_end(text)
    table = f"[{'.'.join(_name(name) for name in path[:-1])}]{end}{_line(path[-1:], value)}"
    if not text:
        return table + end
    return f"{text}{end}{table}{end}" if text.endswith("\n") else f"{text}{end}{end}{table}"


def _insert(text: str, anchor: Statement, line: str, *, apart: bool) -> str:
    end = _line_end(text)
    begin = _line_start(text, anchor.start)
    indented = (end if apart else "") + text[begin : anchor.start] + line
    head, tail = text[: anchor.end], text[anchor.end :]
    return f"{head}{indented}{end}{tail}" if head.endswith("\n") else f"{head}{end}{indented}"


def _cut(text: str, found: Statement, start: int | None = None) -> str:
    """Without the lines of a statement; a text that did not end with a line end does not get one."""
    head = text[: _line_start(text, found.start) if start is None else start]
    if found.end == len(text) and not text.endswith("\n"):
        return _split_end(head)[0]
    return head + text[found.end :]


def _cut_header(text: str, header: Statement) -> str:
    """Without the line of a header, and without a blank one above it."""
    begin = _line_start(text, header.start)
    above = _line_start(text, begin - 1) if begin else 0
    return _cut(text, header, above if text[above:begin] in _ENDS else begin)


def _cut_key(text: str, known: Sequence[Statement], found: Statement) -> str:
    """Without an assignment, and without its table where nothing is left in one that looks like ours."""
    above = known[known.index(found) - 1] if found is not known[0] else None
    cut = _cut(text, found)
    if above is None or not above.is_header or above.path != found.table or not _is_bare(cut, found.table):
        return cut
    if text[above.end : _line_start(text, found.start)] in _ENDS:  # it was there before the key, see `_set`
        return _cut(text, found, above.end)
    return _cut_header(cut, next(item for item in statements(cut) if item.is_header and item.path == found.table))


def _is_bare(text: str, table: tuple[str | int, ...]) -> bool:
    """Whether a table has a header as we write it, below an empty line or at the very top, and nothing in it."""
    known = tuple(statements(text))
    number = next((i for i, item in enumerate(known) if item.is_header and item.path == table), None)
    if number is None or any(isinstance(name, int) for name in table):
        return False
    header = known[number]
    following = known[number + 1] if number + 1 < len(known) else None
    if (following is not None and not following.is_header) or "#" in text[header.start : header.end]:
        return False
    begin = _line_start(text, header.start)
    above = text[_line_start(text, begin - 1) : begin] if begin else "\n"
    return above in _ENDS and not text[header.end : following.start if following else len(text)].strip()


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, max(at, 0)) + 1


def _line_end(text: str) -> str:
    """The one that most lines have."""
    return "\r\n" if 2 * text.count("\r\n") > text.count("\n") else "\n"


def _split_end(text: str) -> tuple[str, str]:
    for end in _ENDS:
        if text.endswith(end):
            return text[: -len(end)], end
    return text, ""


def _parse(text: str) -> dict[str, Any]:
    import tomli

    try:
        return tomli.loads(text)
    except (ValueError, RecursionError) as exc:
        raise CannotEdit("it is no valid TOML") from exc


def _at(data: Any, path: Path) -> Any:
    """What stands there now; None for nothing."""
    for name in path:
        if not isinstance(data, dict) or name not in data:
            return None
        data = data[name]
    return data


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _comparable(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _meant(data: dict[str, Any], changes: Mapping[Path, Any]) -> dict[str, Any]:
    """What the text should say with the changes."""
    meant: dict[str, Any] = {**data}
    for path, value in changes.items():
        holder = meant
        for name in path[:-1]:
            below = holder.get(name, {})
            if not isinstance(below, dict):
                raise CannotEdit(f"{name} is no table there")
            holder[name] = {**below}
            holder = holder[name]
        if value is None:
            holder.pop(path[-1], None)
        else:
            holder[path[-1]] = _comparable(value)
    return meant


def _without_empty(data: Any) -> Any:
    """Tables in which nothing is say nothing."""
    if not isinstance(data, dict):
        return data
    pruned = {name: _without_empty(value) for name, value in data.items()}
    return {name: value for name, value in pruned.items() if value != {}}
