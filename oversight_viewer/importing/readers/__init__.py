"""One module a format or family of formats. Each has ``FORMATS``, a tuple of :class:`Format`; the registry finds them.

What takes long to load is imported where it is used: all modules are loaded to find out what a file is.
"""
