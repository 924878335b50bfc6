"""What was read and need not be read again: in the sequences of the library, in memory, and on disk.

cache.py keeps the sequences in step with the library; slots.py and prefix.py decide who takes over what (pure).
parked.py holds idle conversations in memory, kept.py and states.py on disk; state_files.py are files of the person's.
"""
