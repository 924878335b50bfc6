"""The chat's view model over a bridge that only records, for tests without Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from app.bridge.calls import command_name
from app.errors import AppError
from app.types.chats import Chat, ChatMessage, ChatSummary, MessageStatus
from app.types.messages import Role
from app.ui.chat.state import ChatState

SUMMARY = ChatSummary("c1", "Title", 0.0, 0.0)
PROMPT = ChatMessage("p1", "c1", None, Role.USER, "Question", MessageStatus.COMPLETE, 0.0)
ANSWER = ChatMessage(
    "a1", "c1", "p1", Role.ASSISTANT, "", MessageStatus.WAITING, 0.0, "m", "SmolLM2 135M", channel="ch1"
)


class FakeReply:
    def __init__(self) -> None:
        self.resolve: Callable[[Any], None]
        self.reject: Callable[[AppError], None]

    def then(self, on_result: Callable[[Any], None], on_error: Callable[[AppError], None]) -> None:
        self.resolve, self.reject = on_result, on_error


class FakeCalls:
    """Records calls and subscriptions; the test answers them."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.replies: list[FakeReply] = []
        self.subscriptions: list[Subscription] = []

    def invoke(self, signature: Callable[..., Any], **arguments: Any) -> Any:
        self.calls.append((command_name(signature), arguments))
        self.replies.append(FakeReply())
        return self.replies[-1]

    def follow(
        self, channel: str, after: int, on_item: Callable[[Any], None], on_end: Callable[[AppError | None], None]
    ) -> Callable[[], None]:
        subscription = Subscription(channel, after, on_item, on_end)
        self.subscriptions.append(subscription)
        return subscription.leave

    def arguments(self, signature: Callable[..., Any]) -> list[dict[str, Any]]:
        return [arguments for name, arguments in self.calls if name == command_name(signature)]

    @property
    def live(self) -> list[Subscription]:
        return [subscription for subscription in self.subscriptions if not subscription.left]


class Subscription:
    def __init__(
        self,
        channel: str,
        after: int,
        on_item: Callable[[Any], None],
        on_end: Callable[[AppError | None], None],
    ) -> None:
        self.channel, self.after, self.send, self.end, self.left = channel, after, on_item, on_end, False

    def leave(self) -> None:
        self.left = True


class Recorder:
    """A listener that keeps a list."""

    def __init__(self) -> None:
        self.told: list[tuple[Any, ...]] = []

    def on_chat_reset(self) -> None:
        self.told.append(("reset",))

    def on_messages_replaced(self, first: int) -> None:
        self.told.append(("replaced", first))

    def on_messages_spliced(self, first: int, removed: int, added: int) -> None:
        self.told.append(("spliced", first, removed, added))

    def on_message_changed(self, index: int) -> None:
        self.told.append(("changed", index))

    def on_answering_changed(self, *, answering: bool) -> None:
        self.told.append(("answering", answering))

    def on_answer_ended(self, message: ChatMessage) -> None:
        self.told.append(("ended", message.id, message.status))

    def on_chat_created(self, chat_id: str) -> None:
        self.told.append(("created", chat_id))

    def on_send_refused(self, text: str, error: AppError) -> None:
        self.told.append(("refused", text, error.code))

    def on_action_refused(self, error: AppError) -> None:
        self.told.append(("action refused", error.code))

    def on_edits_changed(self) -> None:
        """An edit that is not saved is another one."""
        self.told.append(("edits changed",))

    def on_branched(self, chat: ChatSummary) -> None:
        self.told.append(("branched", chat.id))

    def on_deleted(self, message_id: str) -> None:
        self.told.append(("deleted", message_id))

    def on_restored(self) -> None:
        self.told.append(("restored",))

    def count(self, *what: Any) -> int:
        return self.told.count(what)


class Setup:
    def __init__(self) -> None:
        self.bridge, self.seen = FakeCalls(), Recorder()
        self.state = ChatState(cast("Any", self.bridge), self.seen)

    def texts(self) -> list[str]:
        return [shown.text for shown in self.state.messages]

    def opened(self, *messages: ChatMessage, older: int = 0) -> None:
        self.state.open("c1")
        self.bridge.replies[-1].resolve(Chat(SUMMARY, messages, older))

    def ids(self) -> list[str]:
        return [shown.id for shown in self.state.messages]
