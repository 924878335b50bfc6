"""Answers in a certain form: grammars in GBNF, their check, and how they are made from JSON schemas and tools.

Pure: texts in, texts out. An engine that enforces grammars hands over what `formats.grammar_for` gives.
"""
