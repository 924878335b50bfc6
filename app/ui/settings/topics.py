"""What stands on the pages of the settings beside settings, for the search there and for the palette."""

from __future__ import annotations

from app.ui.settings.pages_model import Page, Topic
from app.ui.settings.words import tr


def topics() -> tuple[Topic, ...]:
    """What stands on the pages beside settings."""
    return (
        Topic(Page.GENERAL, tr("Data folder"), "files database open"),
        Topic(Page.GENERAL, tr("Back up and restore"), "backup copy chats"),
        Topic(Page.GENERAL, tr("Delete everything"), "erase remove chats keys"),
        Topic(Page.ENGINES, tr("Order of engines"), "llama.cpp mistral.rs ollama mlx cloud first default"),
        Topic(Page.ENGINES, tr("Cloud providers"), "openai anthropic key endpoint api"),
        Topic(Page.ENGINES, tr("Ollama models"), "pull fetch hand over"),
        Topic(Page.HARDWARE, tr("Devices"), "gpu cpu graphics card memory"),
        Topic(Page.PRIVACY, tr("Connections"), "ledger network internet"),
        Topic(Page.SHORTCUTS, tr("Shortcuts"), "keys keyboard hotkey"),
        Topic(Page.ABOUT, tr("Check this computer"), "doctor problems report bug"),
        Topic(Page.ABOUT, tr("Parts and licences"), "version licence open source"),
    )
