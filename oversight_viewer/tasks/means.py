"""What readers of formats are given to work with."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from oversight_viewer.importing.formats import Means
from oversight_viewer.importing.gazetteer import Gazetteer
from oversight_viewer.importing.mappings import FILE_NAME, RememberedMappings
from oversight_viewer.importing.names import Names
from oversight_viewer.storage.foreign import ForeignFiles
from oversight_viewer.text.extraction import DocumentExtractor
from oversight_viewer.user import Folders


def mappings_path() -> Path:
    """Where it is kept what the user has said of tables."""
    return Folders.of_user().data / FILE_NAME


def import_means(names: Names, extractor: DocumentExtractor | None = None) -> Means:
    """What an import uses.

    Args:
        names: The committees and companies that are known.
        extractor: Gets text out of documents; whoever gives it closes it. None makes one, whose process starts with the
            first document and ends with the application.
    """
    mappings = RememberedMappings(mappings_path())
    return Means(extractor or DocumentExtractor(), Gazetteer(names), mappings, date.today(), ForeignFiles())
