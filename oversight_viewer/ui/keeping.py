"""What can be asked of those who keep the record: the commands that change a library or look after it."""

from __future__ import annotations

from enum import StrEnum


class Keeping(StrEnum):
    """One of these commands."""

    NEW = "new"
    EDIT = "edit"
    IMPORTS = "imports"
    COMPANIES = "companies"
    HEALTH = "health"
