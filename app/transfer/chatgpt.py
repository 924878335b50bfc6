"""One chat of a ChatGPT export (`conversations.json`). Pure.

A conversation is a map of nodes, each with a message or none, a parent and children. `current_node` ends the branch
that was shown. Much of it was never shown: system messages, what was said to tools and by them, hidden context.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from app.transfer.fields import list_of, mapping_of, text_of, time_of
from app.transfer.left_out import LeftOut
from app.transfer.loose import Loose
from app.types.archive import ArchivedChat, ArchivedMessage
from app.types.attachments import Attachment
from app.types.chats import TitleSource
from app.types.messages import Role

Files = Callable[[str], Attachment | LeftOut]
"""The picture of this id, as it lies beside `conversations.json`; or why it cannot be had."""

_HIDDEN = "is_visually_hidden_from_conversation"
_ASSETS = ("file-service://", "sediment://")
_UNSHOWN = frozenset({"user_editable_context", "model_editable_context", "reasoning_recap", "system_error"})
_WORKINGS = frozenset({"execution_output", "tether_browsing_display", "tether_quote", "computer_output"})


def is_chat(value: Any) -> bool:
    """Whether this is a conversation of such an export."""
    return isinstance(value, dict) and isinstance(value.get("mapping"), dict)


def read(
    value: Mapping[str, Any], files: Files, counted: Counter[LeftOut]
) -> tuple[ArchivedChat, Iterator[Loose], str | None]:
    """The chat, its nodes, and the node that ends the branch that was shown."""
    created = time_of(value.get("create_time"))
    chat = ArchivedChat(
        origin=f"chatgpt:{text_of(value.get('conversation_id')) or text_of(value.get('id'))}",
        title=text_of(value.get("title")),
        created_at=created,
        updated_at=time_of(value.get("update_time"), created),
        title_source=TitleSource.MODEL,
        pinned=value.get("is_starred") is True,
        archived_at=time_of(value.get("update_time"), created or 1.0) if value.get("is_archived") is True else None,
    )
    return chat, _nodes(value["mapping"], created, files, counted), text_of(value.get("current_node")) or None


def _nodes(mapping: Mapping[str, Any], created: float, files: Files, counted: Counter[LeftOut]) -> Iterator[Loose]:
    for node_id, node in mapping.items():
        fields = mapping_of(node)
        message = _message(mapping_of(fields.get("message")), created, files, counted)
        yield Loose(node_id, text_of(fields.get("parent")) or None, message)


def _message(
    message: Mapping[str, Any], created: float, files: Files, counted: Counter[LeftOut]
) -> ArchivedMessage | None:
    content = mapping_of(message.get("content"))
    kind = text_of(content.get("content_type"))
    role = text_of(mapping_of(message.get("author")).get("role"))
    metadata = mapping_of(message.get("metadata"))
    if not message or metadata.get(_HIDDEN) is True or kind in _UNSHOWN or role == "system":
        return None
    if kind in _WORKINGS or (role == "assistant" and text_of(message.get("recipient")) not in ("", "all")):
        counted[LeftOut.TOOL] += 1
        return None
    said_at = time_of(message.get("create_time"), created)
    if kind == "thoughts":
        return ArchivedMessage(Role.ASSISTANT, "", None, said_at, thinking=_thoughts(content))
    text, pictures = _parts(content, kind, files, counted)
    if role == "tool" and not pictures:
        counted[LeftOut.TOOL] += bool(text)
        return None
    if role not in ("user", "assistant", "tool") or not (text or pictures):
        return None
    _count_files(metadata, counted)
    return ArchivedMessage(
        Role.USER if role == "user" else Role.ASSISTANT,
        "" if role == "tool" else text,
        None,
        said_at,
        model_name=text_of(metadata.get("model_slug")),
        attachments=tuple(pictures),
    )


def _parts(
    content: Mapping[str, Any], kind: str, files: Files, counted: Counter[LeftOut]
) -> tuple[str, list[Attachment]]:
    """The text and the pictures of a message."""
    if kind == "code":
        language = text_of(content.get("language"))
        code = text_of(content.get("text"))
        return (f"```{'' if language == 'unknown' else language}\n{code}\n```" if code else ""), []
    texts, pictures = [text_of(content.get("text"))], list[Attachment]()
    for part in list_of(content.get("parts")):
        fields = mapping_of(part)
        part_kind = text_of(fields.get("content_type"))
        if part_kind == "image_asset_pointer":
            found = files(_asset_id(text_of(fields.get("asset_pointer"))))
            if isinstance(found, Attachment):
                pictures.append(found)
            else:
                counted[found] += 1
        elif "audio" in part_kind and part_kind != "audio_transcription":
            counted[LeftOut.SOUND] += 1
        else:
            texts.append(text_of(part) or text_of(fields.get("text")))
    return "\n\n".join(text for text in texts if text.strip()), pictures


def _thoughts(content: Mapping[str, Any]) -> str:
    thoughts = [mapping_of(thought) for thought in list_of(content.get("thoughts"))]
    parts = [text_of(thought.get("content")) or text_of(thought.get("summary")) for thought in thoughts]
    return "\n\n".join(part for part in parts if part)


def _asset_id(pointer: str) -> str:
    for prefix in _ASSETS:
        pointer = pointer.removeprefix(prefix)
    return pointer.partition("#")[0]


def _count_files(metadata: Mapping[str, Any], counted: Counter[LeftOut]) -> None:
    for item in list_of(metadata.get("attachments")):
        if not text_of(mapping_of(item).get("mime_type") or mapping_of(item).get("mimeType")).startswith("image/"):
            counted[LeftOut.FILE] += 1
