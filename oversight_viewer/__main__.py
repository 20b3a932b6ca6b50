"""Lets ``python -m oversight_viewer`` do what ``oversight-viewer`` does."""

from __future__ import annotations

import sys

from oversight_viewer.cli import main

if __name__ == "__main__":
    sys.exit(main())
