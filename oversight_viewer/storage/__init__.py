"""The library and the notebook as SQLite files; the only package that knows SQLite."""
