"""Names the system libraries that the window needs and this Linux machine does not have. Plain Python, no Qt.

``python -m oversight_viewer.system_check`` prints what is missing with the command that installs it;
``--install`` runs that command where that is possible without a password.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

# Debian's and Ubuntu's package of each library that Qt's own files ask for.
_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libzstd.so.1": "libzstd1",
}

_NEEDED = ("libQt6Core", "libQt6Gui", "libQt6Widgets", "libQt6Svg", "libQt6DBus", "libQt6XcbQpa")
_PLUGINS = ("libqoffscreen.so", "libqxcb.so")


def _qt_folder() -> Path | None:
    found = importlib.util.find_spec("PySide6")
    if found is None or not found.submodule_search_locations:
        return None
    return Path(found.submodule_search_locations[0]) / "Qt"


def missing_of_listing(listing: str) -> set[str]:
    """The libraries that a listing of the dynamic linker calls not found."""
    return set(re.findall(r"^\s*(\S+) => not found", listing, re.MULTILINE))


def missing_libraries(qt: Path) -> set[str]:
    """The names of libraries that Qt's files ask for and the dynamic linker does not find.

    Raises:
        OSError: If the linker's listing tool is missing.
    """
    files = [path for name in _NEEDED for path in sorted((qt / "lib").glob(f"{name}.so.*"))]
    files += [qt / "plugins" / "platforms" / name for name in _PLUGINS]
    missing: set[str] = set()
    for path in files:
        if path.exists():
            listing = subprocess.run(["ldd", str(path)], capture_output=True, text=True, check=False)  # noqa: S607
            missing |= missing_of_listing(listing.stdout)
    return missing


def packages_of(libraries: set[str]) -> tuple[list[str], list[str]]:
    """Debian packages for some libraries, and the libraries for which none is known."""
    packages = sorted({_PACKAGES[name] for name in libraries if name in _PACKAGES})
    return packages, sorted(name for name in libraries if name not in _PACKAGES)


def _install(packages: list[str]) -> bool:
    """Install without asking for anything; whether it worked."""
    apt = shutil.which("apt-get")
    sudo = shutil.which("sudo")
    if apt is None or (os.geteuid() != 0 and sudo is None):
        return False
    prefix = [] if os.geteuid() == 0 else [str(sudo), "-n"]
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        done = subprocess.run([*prefix, apt, *words], check=False, stdout=subprocess.DEVNULL)
        if done.returncode != 0:
            return False
    return True


def main(arguments: list[str]) -> int:
    """Check this machine; 0 if nothing is missing (any more), 1 otherwise."""
    qt = _qt_folder()
    if not sys.platform.startswith("linux") or qt is None or shutil.which("ldd") is None:
        return 0
    missing = missing_libraries(qt)
    if not missing:
        return 0
    packages, unknown = packages_of(missing)
    say = sys.stderr.write
    say(f"The window needs system libraries that this machine does not have: {', '.join(sorted(missing))}.\n")
    if packages and "--install" in arguments:
        say(f"Installing {' '.join(packages)} ...\n")
        if _install(packages) and not missing_libraries(qt):
            return 0
        say("That did not work here.\n")
    if packages:
        say(f"This command installs them:\n    sudo apt-get install -y {' '.join(packages)}\n")
    if unknown:
        say(f"No Debian package is known for: {', '.join(unknown)}.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
