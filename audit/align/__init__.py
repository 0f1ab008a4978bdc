"""Which part of one text says the same as which part of another: pure functions over texts."""
