"""Files that no reader takes: what they are, and how their words could be had."""

from pathlib import PurePosixPath

_EXPORTS = (
    (".doc .dot .wps .pages", "an older or foreign word processor's file: save it as .docx, .odt or .pdf"),
    (".rtf", "rich text: save it as .docx or .odt"),
    (".xls .xlsx .xlsm .xlsb .ods .numbers", "a spreadsheet: save the sheet as CSV, and name its columns in a [[source]]"),
    (".ppt .pptx .odp .key", "slides: they hold no talk; minutes and transcripts do"),
    (".pst .ost .olm .mbx .dbx", "a mail program's store: export the mails as .eml, .msg or mbox"),
    (".one .onepkg", "a notebook: export the pages as .docx or .pdf"),
    (".ics .vcs", "a calendar entry: it holds no talk"),
    (".mp3 .m4a .wav .ogg .opus .mp4 .m4v .mov .mkv .webm .avi", "a recording: put its transcript here"),
    (".png .jpg .jpeg .gif .webp .heic .tif .tiff .bmp .svg", "a picture"),
    (".rar .7z .tar .tgz .gz .bz2 .xz .zst", "a packed file: unpack it, or pack it as .zip"),
    (".sqlite .db .db3 .mdb .accdb .crypt12 .crypt14 .crypt15", "a database: export from the program that wrote it"),
)
_BY_SUFFIX = {suffix: what for suffixes, what in _EXPORTS for suffix in suffixes.split()}


def told(name: str) -> str:
    """What a file is by the ending of its name, and the mend; "" where the ending tells nothing."""
    return _BY_SUFFIX.get(PurePosixPath(name).suffix.casefold(), "")
