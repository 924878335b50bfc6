"""Use cases, bound to commands."""
