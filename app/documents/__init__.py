"""The text of documents: plain text of any usual encoding, and PDF by a process of its own.

text      bytes → text, or what is wrong with them; pure
pdf       the same for a PDF; runs in the child process, which may crash, hang or run out of memory
limits    how much of everything
reading   starts that process, watches it, and says in words how it ended
"""
