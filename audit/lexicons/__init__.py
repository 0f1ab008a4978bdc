"""Tables and look-ups: names, expressions, numerals, polarity. Each file names its origin and licence."""
