"""The window: widgets, models and delegates; no SQL, no file formats."""
