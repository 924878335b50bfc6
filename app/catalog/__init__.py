"""Which models there are: models.toml, the person's own files, installed packages."""
