"""llama.cpp through llama-cpp-python's low-level bindings, in a worker process."""
