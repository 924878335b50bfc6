"""Pictures and sounds for models with a projector, through llama.cpp's libmtmd. Worker processes only.

    segments.py  what a prompt with pictures consists of (pure)
    decode.py    a stranger's picture file to pixels, under limits
    sound.py     a stranger's sound file to samples, under limits
    native.py    handles of libmtmd; every ctypes call of it is here
    encoder.py   rendered text and parts to segments, and a segment into the cache
    vectors.py   what was encoded, kept within a memory budget (pure)
    selftest.py  a look at a test picture, to prove that the model sees
"""
