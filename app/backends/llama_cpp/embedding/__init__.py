"""Texts as vectors, by chat models and by models that make nothing else."""
