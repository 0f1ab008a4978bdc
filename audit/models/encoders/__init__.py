"""Text encoders: vectors of sentences and of tokens, by any backend, behind one protocol."""
