"""Pictures and sounds for models with a projector, through llama.cpp's libmtmd. Worker processes only.

`decode` and `sound` turn a stranger's files into pixels and samples, under limits; `native` holds every ctypes call of
libmtmd; `encoder` makes segments of a prompt of them and evaluates those; `vectors` keeps what was encoded within a
memory budget; `selftest` looks at a test picture, to prove that the model sees.
"""
