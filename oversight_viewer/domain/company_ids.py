"""Numbers that tell companies apart: the CIK of the Securities and Exchange Commission, and the LEI of ISO 17442."""

from __future__ import annotations

import re

_LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}", re.ASCII)
_CIK = re.compile(r"0*([1-9][0-9]{0,9})", re.ASCII)
_CIK_DIGITS = 10


def normal_lei(text: str) -> str | None:
    """A legal entity identifier in capitals without blanks, if its check digits are right; else None.

    The check is that of ISO 7064, MOD 97-10: letters count as 10 to 35, and the whole number leaves 1 when it is
    divided by 97. It proves only that nothing was mistyped, not whose identifier it is.
    """
    lei = "".join(text.split()).upper()
    if _LEI.fullmatch(lei) is None:
        return None
    number = int("".join(str(int(char, 36)) for char in lei))
    return lei if number % 97 == 1 else None


def lei_check_digits(stem: str) -> str:
    """The two check digits that belong to the first 18 characters of a legal entity identifier.

    Raises:
        ValueError: If ``stem`` is not of 18 figures and capitals.
    """
    if _LEI.fullmatch(stem + "00") is None:
        raise ValueError("The first part of a legal entity identifier has 18 figures and capitals")
    number = int("".join(str(int(char, 36)) for char in stem + "00"))
    return f"{98 - number % 97:02d}"


def normal_cik(value: str | int) -> int | None:
    """A CIK as a number, from a number or a text with or without leading zeros; None if it is none."""
    if isinstance(value, bool):
        return None
    match = _CIK.fullmatch(str(value).strip().upper().removeprefix("CIK").strip()) if _is_short(value) else None
    return int(match[1]) if match is not None else None


def _is_short(value: str | int) -> bool:
    return abs(value) < 10**_CIK_DIGITS if isinstance(value, int) else len(value) <= 4 * _CIK_DIGITS


def cik_text(cik: int) -> str:
    """A CIK as addresses and forms write it: ten digits."""
    return f"{cik:0{_CIK_DIGITS}d}"
