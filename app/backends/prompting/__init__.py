"""From a conversation to a prompt's text, with the model's own template in a sandbox, in workers."""
