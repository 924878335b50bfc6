"""From a conversation to what is evaluated: the model's own chat template, which is untrusted, and its units."""
