"""A prompt as it is evaluated, and its making beside running answers."""
