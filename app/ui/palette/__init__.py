"""The command palette and the list of shortcuts: pure models, one list that both share, and the desk of the window."""
