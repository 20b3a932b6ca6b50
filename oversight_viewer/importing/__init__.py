"""Records in and out: one module a format, and the matching of names."""
