"""The interchange format among the others."""

from __future__ import annotations

from oversight_viewer.importing.interchange import INTERCHANGE

FORMATS = (INTERCHANGE,)
