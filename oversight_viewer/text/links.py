"""Which addresses in the record may be opened, and how they are shown before that."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import parse_qsl, quote, urlsplit

_WEB = frozenset({"http", "https"})
_LONGEST = 4096  # characters; browsers cut off what is longer
_HOST = re.compile(r"(?!-)[^\s/?#@:\\<>\"'%`{}|^\[\]]{1,253}|\[[0-9a-fA-F:.]{2,45}\]")
_PORT = re.compile(r"[0-9]{1,5}", re.ASCII)
_MAILBOX = re.compile(r"[^\s@,;<>()\"\\:/?#&%]{1,64}@[^\s@,;<>()\"\\:/?#&%]{1,253}")
_MAIL_FIELDS = frozenset({"subject"})  # programs may obey others, such as one that attaches a file
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"})


def _is_plain(url: str) -> bool:
    """Whether every character stands for itself: no blanks, no backslash, nothing that is not seen."""
    return "\\" not in url and all(unicodedata.category(char) not in _INVISIBLE for char in url)


def _is_web(rest: str) -> bool:
    if not rest.startswith("//"):
        return False
    authority = re.split(r"[/?#]", rest[2:], maxsplit=1)[0]
    host, found, port = authority.rpartition("@")[2].partition("]")
    host, port = (host + found, port) if found else authority.rpartition("@")[2].partition(":")[::2]
    if found and port:
        if not port.startswith(":"):
            return False
        port = port[1:]
    return _HOST.fullmatch(host) is not None and (not port or _PORT.fullmatch(port) is not None)


def _is_mail(rest: str) -> bool:
    address, _, query = rest.partition("?")
    fields = {name.casefold() for name, _ in parse_qsl(query.partition("#")[0], keep_blank_values=True)}
    return _MAILBOX.fullmatch(address) is not None and fields <= _MAIL_FIELDS


def is_followable(url: str) -> bool:
    """Whether an address of the record may be offered for opening: a whole one of http, https or mailto.

    Everything else is refused: scripts, files, data, other programs' schemes, addresses that are relative or belong to
    a share of the network, and any with blanks, backslashes or characters that are not seen. An address with a user
    name before the host is let through, since it is shown whole before it is opened.
    """
    if not url or len(url) > _LONGEST or not _is_plain(url):
        return False
    scheme, colon, rest = url.partition(":")
    if not colon:
        return False
    try:
        urlsplit(url)
    except ValueError:
        return False
    if scheme.lower() in _WEB:
        return _is_web(rest)
    return scheme.lower() == "mailto" and _is_mail(rest)


def _ascii_host(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return quote(host, safe="")


def display_url(url: str) -> str:
    """The whole address for the eye, with nothing in it that looks like something else.

    Letters of the host that are not ASCII are written in the form that the network uses (``xn--…``), and characters
    that are not seen as ``%`` and their code, so that two addresses that differ never look the same.
    """
    head, slashes, rest = url.partition("://")
    if slashes:
        match = re.match(r"[^/?#]*", rest)
        authority = match.group() if match else ""
        user, at, host = authority.rpartition("@")
        shown = host if host.isascii() else _ascii_host(host)
        url = head + slashes + user + at + shown + rest[len(authority) :]
    return "".join(
        quote(char, safe="", errors="replace") if unicodedata.category(char) in _INVISIBLE else char for char in url
    )
