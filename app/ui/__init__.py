"""The window: the only place that names Qt."""
