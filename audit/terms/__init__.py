"""A team's own words: glossaries, words that are not to be translated, and the two checks that they make possible."""
