"""Oversight Viewer: the record of oversight - what committees asked, what was said, what companies answered.

``ui`` shows it, ``tasks`` runs work beside the window, ``storage`` keeps it, ``importing`` brings it in and out,
``memo`` writes briefing memos, ``text`` makes text from elsewhere safe, ``domain`` says what all of it is. Each knows
only what stands to its right: ui, tasks, (storage, importing, memo, text), domain. ``app`` and ``cli`` put them
together.
"""

from __future__ import annotations

__version__ = "0.1.0"
