"""Apple's MLX through mlx-lm, in a worker process. Meant for Apple silicon; on Linux it computes on the processor.

engine.py      what the manager's selection sees; imports nothing heavy
folders.py     where a model's files are, and what they must be
memory.py      what a model will take
worker.py      the engine inside its worker: load, take in jobs, make steps
loaded.py      everything that belongs to a loaded model, and who is next
answer.py      one answer: its prompt read in parts, then a token at a time
sampling.py    the choice of a token
caches.py      what was read and need not be read again
vocabulary.py  text to tokens and back

Everything but `engine`, `folders` and `memory` runs in the worker, on its main thread.
"""
