"""Terminal commands: clients of the core."""
