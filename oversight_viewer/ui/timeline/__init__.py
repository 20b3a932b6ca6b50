"""The strip above the lanes that shows how many records there are over time, and lets the user choose a span of it."""

HEIGHT = 54
"""In pixels at 100 % text."""
