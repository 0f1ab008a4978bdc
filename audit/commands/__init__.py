"""The commands of `mtaudit`, one file each: `add(parser)` declares its options, and what they call prints and returns the exit code."""
