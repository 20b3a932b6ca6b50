"""Work off the UI thread; the only package with threads."""
