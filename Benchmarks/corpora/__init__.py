"""The texts that are scanned: each is made from a seed, and knows what has to be found in it."""
