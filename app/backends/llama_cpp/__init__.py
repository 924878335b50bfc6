"""llama.cpp through llama-cpp-python's low-level bindings, in a worker process.

    engine.py     what the manager's selection sees; imports nothing heavy
    worker.py     the engine inside its worker: load, generate, count
    native.py     handles of the C library, freed in the right order; every ctypes call is here
    answer.py     one answer: from sampled tokens to deltas
    sequence.py   one sequence: the tokens in the cache, evaluated one after another
    prefix.py     which tokens the cache holds, and what of it the next prompt can keep (pure)
    chunks.py     how many prompt tokens to evaluate at once (pure)
    template.py   the model's own chat template, which is untrusted
    textstream.py bytes of tokens to whole characters without stop strings (pure)

One sequence, one answer at a time. Several sequences in one batch belong between `worker` and `native`: `prefix` then
keeps one list of tokens for each sequence, and `answer` becomes one of several that take turns.
"""
