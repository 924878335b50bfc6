"""llama.cpp through llama-cpp-python's low-level bindings, in a worker process.

engine.py       what the manager's selection sees; imports nothing heavy
worker.py       the engine inside its worker: load, take in jobs, make steps
loaded.py       everything that belongs to a loaded model; from a request to its prompt
scheduler.py    continuous batching: one batch a step for all answers
steps.py        which prompt tokens go into a step (pure)
chunks.py       how many of them fit into the time of a step (pure)
choice.py       a job and its answers on their way
answer.py       one answer: samples, and shows what it is
cache.py        the sequences of the library's cache: who has which one, and what is in it
slots.py        which sequence a prompt gets, and what it takes over (pure)
prefix.py       how much of a prompt is cached (pure)
parked.py       conversations moved out of the cache into memory (pure)
kept.py, states.py   conversations kept on disk
prompt.py       a prompt as units: tokens, pictures and sounds (pure)
media/          pictures and sounds
template.py, conversation.py, sandbox.py   the model's own chat template, which is untrusted
output.py       bytes of tokens to text, thoughts and tool calls (pure)
sampler.py, chain.py, constraint.py   how a token is chosen
options.py, devices.py, embeddings.py   how a model is computed, on what, and its vectors
native/         handles of the C library, freed in the right order

Everything but `engine` runs in the worker, on its main thread.
"""
