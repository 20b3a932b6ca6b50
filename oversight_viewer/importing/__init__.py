"""Brings the record in from files of other programs, and out again. One module a format; knows nothing of storage."""
