"""How long pages take, for several people at once, on a corpus of `benchmarks.corpus`."""
