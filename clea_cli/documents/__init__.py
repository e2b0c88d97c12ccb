"""A décision put into words, once for every format."""
