"""What the user has said of tables, kept from import to import."""

from __future__ import annotations

from oversight_viewer.importing.problems import TableMapping


class RememberedMappings:
    """Implements ``Mappings``: what was said before about tables with certain columns."""

    def get(self, signature: str) -> TableMapping | None:  # noqa: ARG002
        return None
