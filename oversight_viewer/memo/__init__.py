"""Briefing memos: composed from the record, guarded, and written in the formats of an office."""
