"""Settings, declared once: files, environment, validation, paths. Parses; the catalogue interprets models."""
