"""Settings, declared once: files, environment, flags, validation, paths. Parses; the catalogue interprets models."""
