"""What readers of formats are given to work with."""

from __future__ import annotations

from datetime import date

from oversight_viewer.importing.formats import Means
from oversight_viewer.importing.gazetteer import Gazetteer
from oversight_viewer.importing.mappings import RememberedMappings
from oversight_viewer.importing.names import Names
from oversight_viewer.text.extraction import DocumentExtractor


def import_means(names: Names) -> Means:
    """What an import uses.

    Args:
        names: The committees and companies that are known.
    """
    return Means(DocumentExtractor(), Gazetteer(names), RememberedMappings(), date.today())
