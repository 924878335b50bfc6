"""The panel at the right: what one chat says of its answers."""
