"""What stands in and around the field for a question: files, the meter, saved prompts, drafts, what waits its turn."""
