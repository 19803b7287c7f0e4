"""Whose fault an unforeseen error is: a format's library that stumbled over the file, or ours."""

from pathlib import PurePath

from driftwatch.errors import Reason

_LIBRARIES = {
    "csv": Reason.MALFORMED_CSV,
    "email": Reason.MALFORMED_MAIL,
    "json": Reason.MALFORMED_JSON,
    "lxml": Reason.MALFORMED_XML,
    "markdown_it": Reason.MALFORMED_MARKDOWN,
    "olefile": Reason.MALFORMED_MSG,
    "oxmsg": Reason.MALFORMED_MSG,
    "pyarrow": Reason.MALFORMED_PARQUET,
    "pypdfium2": Reason.MALFORMED_PDF,
    "xml": Reason.MALFORMED_XML,
    "zipfile": Reason.CORRUPT,
    "zlib": Reason.CORRUPT,
}
"""Package or module -> what a file is of which it complains."""


def whose(error: Exception) -> Reason:
    """The library's, where the error is of its kind or was raised in its code; `internal` where it is ours."""
    if isinstance(error, RecursionError):
        return Reason.TOO_DEEP
    if (kind := type(error).__module__.partition(".")[0]) in _LIBRARIES:
        return _LIBRARIES[kind]
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return Reason.INTERNAL
    path = PurePath(trace.tb_frame.f_code.co_filename)
    if "driftwatch" in path.parts:
        return Reason.INTERNAL
    return next((_LIBRARIES[part] for part in (path.stem, *reversed(path.parent.parts)) if part in _LIBRARIES), Reason.INTERNAL)
