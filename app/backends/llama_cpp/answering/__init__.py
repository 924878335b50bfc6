"""From logits to tokens, under the rules of a request."""
