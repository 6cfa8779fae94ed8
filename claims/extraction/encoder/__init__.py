"""From a text to what the network says about each of its words; shared with training, so no spaCy and no torch."""
