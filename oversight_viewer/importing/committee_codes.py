"""Codes of committees as the library has them, so that what several sources tell of one committee is one."""

from __future__ import annotations

from oversight_viewer.importing.committee_names import normal_code
from oversight_viewer.importing.formats import Means


def whole_code(written: str, means: Means) -> str:
    """``hsif00``, ``IF00`` and ``HSIF`` are ``HSIF``; a code that no list has stays, in capitals."""
    code = normal_code(written)
    return (means.names.committee(code) or code) if code else ""
