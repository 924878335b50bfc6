"""llama.cpp through llama-cpp-python's low-level bindings, in a worker process.

engine.py     what the manager's selection sees; imports nothing heavy
worker.py     the engine inside its worker: load, take in jobs, make steps
loading/      how a model is loaded, and everything that then belongs to it
prompting/    what is evaluated for a conversation
batching/     all answers side by side, a step at a time
cache/        what was read and need not be read again
answering/    from logits to what a person reads
media/        pictures and sounds
embedding/    texts as vectors
native/       handles of the C library, freed in the right order

Everything but `engine` runs in the worker, on its main thread.
"""
