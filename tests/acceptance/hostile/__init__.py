"""Broken and hostile input: what is made, which command gets it, what it must say."""
