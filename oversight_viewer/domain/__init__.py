"""What the record of oversight is made of, in plain Python: no Qt, no SQL, no files."""
