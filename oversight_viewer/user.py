"""Who uses the application on this computer, and where what is theirs is kept. Without Qt."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from oversight_viewer.logs import log_folder

_NAME = "Oversight Viewer"


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the application keeps what is its own. None of the folders needs to exist."""

    data: Path
    config: Path
    log: Path

    @classmethod
    def of_user(cls) -> Folders:
        """The folders that this system has for the user."""
        return cls(
            Path(platformdirs.user_data_dir(_NAME, appauthor=False)),
            Path(platformdirs.user_config_dir(_NAME, appauthor=False)),
            log_folder(),
        )


def author_name() -> str:
    """Whose name stands at a note: the user's name on this computer."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"
