"""Which encodings a file may have: a closed list, so that no name found in a file loads code or unpacks anything."""

import re
from encodings.aliases import aliases

_LISTED = """
ascii utf_8 utf_16 utf_16_le utf_16_be utf_32 utf_32_le utf_32_be
cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258
latin_1 iso8859_2 iso8859_3 iso8859_4 iso8859_5 iso8859_6 iso8859_7 iso8859_8 iso8859_9 iso8859_10 iso8859_13 iso8859_14 iso8859_15 iso8859_16
koi8_r koi8_u mac_roman cp437 cp850 cp852 cp866 tis_620
shift_jis cp932 euc_jp iso2022_jp gb2312 gbk gb18030 big5 big5hkscs euc_kr cp949 iso2022_kr
"""
ALLOWED = frozenset(_LISTED.split())
"""Codecs by Python's names."""
GUESSED = "cp1251 koi8_r cp1250 iso8859_2 cp1253 iso8859_7 cp1254 cp1255 cp1256 cp1257 iso8859_5 cp932 euc_jp gb18030 big5 cp949 mac_roman".split()
"""What a file that says nothing may be guessed to be, besides UTF-8 and Windows-1252."""
SEVEN_BIT = frozenset({"iso2022_jp", "iso2022_kr"})
"""Encodings whose bytes are valid UTF-8, and mean something else."""
_OTHERS = {"latin1": "cp1252", "latin_1": "cp1252", "iso_8859_1": "cp1252", "iso8859_1": "cp1252", "ascii": "cp1252", "us_ascii": "cp1252"}
"""What the web reads these as: a mail that says Latin-1 and holds curly quotes is Windows-1252."""
_LONGEST = 40


def codec(name: str) -> str | None:
    """Python's name of an encoding that a file declares (`charset=ISO-8859-1`); None where we do not read that."""
    folded = re.sub(r"[^a-z0-9]+", "_", name[:_LONGEST].lower()).strip("_")
    known = _OTHERS.get(folded) or aliases.get(folded, folded)
    known = _OTHERS.get(known, "cp949" if known == "euc_kr" else known)
    return known if known in ALLOWED else None
