"""From logits to what a person reads: choosing tokens, and telling text from thoughts and tool calls."""
