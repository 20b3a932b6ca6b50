"""Reads the committees and companies of a library."""

from __future__ import annotations

from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.records import Committee, Company
from oversight_viewer.storage.engine import Reading


def read_directory(reading: Reading) -> Directory:
    """The committees and companies of a library."""
    with reading.call():
        committees = read_committees(reading)
        companies = reading.rows("SELECT name, parent FROM company ORDER BY name")
    return Directory(committees, {row[0]: Company(*row) for row in companies})


def read_committees(reading: Reading) -> dict[str, Committee]:
    """The committees alone, by key: of companies there may be very many."""
    rows = reading.rows("SELECT key, name, short_name, parent, chamber FROM committee ORDER BY key")
    return {row[0]: Committee(*row) for row in rows}
