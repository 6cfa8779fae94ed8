"""A made corpus of any size, the same at every run, for measuring the reading side."""
