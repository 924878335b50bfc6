"""Pictures and sounds for models with a projector, through llama.cpp's libmtmd. Worker processes only.

`decode` and `sound` turn a stranger's files into pixels and samples, under limits; `loading` opens a projector after a
look at its header; `native` holds every ctypes call of libmtmd, and `pieces` what the rest needs of it; `encoder` makes
segments of a prompt and evaluates those; `vectors` keeps what was encoded within a memory budget; `selftest` looks at a
test picture, to prove that the model sees.
"""
