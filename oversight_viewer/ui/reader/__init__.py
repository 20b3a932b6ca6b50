"""The reading pane: one entry, whole, with what is linked to it and what the user writes on it."""
