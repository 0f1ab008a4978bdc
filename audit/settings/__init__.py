"""A team's settings: `mtaudit.toml`, or `[tool.mtaudit]` of pyproject.toml, read and turned into rules of an audit."""
