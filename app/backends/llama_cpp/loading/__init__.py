"""How a model is loaded: where, in which form, with how much memory; and everything that then belongs to it."""
