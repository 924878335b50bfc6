"""The library: assistants, saved prompts, the archive and the trash, each a page of one window."""
