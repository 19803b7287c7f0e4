"""Claims about how bytes become text."""

import io

import pytest

from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.text.codecs_allowed import codec
from driftwatch.readers.layout.text.decoding import decoded, glimpse, settled
from driftwatch.reading import Notes

NORSE = "Møte om kranen på kai 3.\nÅse sa: «den er klar – nå».\n" * 4
RUSSIAN = "Кран готов, когда две бригады подняли им груз.\nПротокол подписан в порту.\n" * 6
POLISH = "Dźwig jest gotowy, gdy dwie załogi podniosły nim ładunek.\nProtokół został już podpisany w porcie. Źle? Ależ skąd.\n" * 6
JAPANESE = "クレーンは二つの班が荷を上げたら完成です。\n検査の記録に署名しました。今日はここまでにします。\n" * 6


def read(data: bytes, declared: str = "") -> tuple[str, Notes]:
    notes = Notes()
    return decoded(data, notes, declared=declared), notes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_with_and_without_a_mark(encoding: str) -> None:
    text, notes = read(NORSE.encode(encoding))

    assert (text, notes.problems) == (NORSE, [])


def test_line_breaks_of_all_systems_become_one() -> None:
    text, _ = read(b"one\r\ntwo\rthree\nfour")

    assert text == "one\ntwo\nthree\nfour"


def test_windows_western_is_told_as_a_guess_with_the_line_that_shows_it() -> None:
    text, notes = read(b"plain\n" + NORSE.encode("cp1252"))

    assert text.endswith(NORSE)
    assert notes.guessed == ["encoding: Windows-1252, because line 2 is not valid UTF-8"]


@pytest.mark.parametrize(
    ("said", "encoding"), [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (POLISH, "cp1250"), (JAPANESE, "cp932"), (JAPANESE, "euc-jp")]
)
def test_another_alphabet_without_a_declaration_is_recognised_by_its_words(said: str, encoding: str) -> None:
    text, notes = read(said.encode(encoding))

    assert text == said
    assert notes.guessed[0].startswith("encoding: ")


def test_what_a_file_declares_is_believed_where_it_is_not_utf_8() -> None:
    text, notes = read(RUSSIAN.encode("iso8859-5"), "ISO-8859-5")

    assert (text, notes.guessed) == (RUSSIAN, [])


def test_a_seven_bit_encoding_is_believed_although_it_looks_like_ascii() -> None:
    text, _ = read(JAPANESE.encode("iso2022-jp"), "ISO-2022-JP")

    assert text == JAPANESE


def test_utf_8_with_a_few_lines_of_an_old_program_keeps_both() -> None:
    text, notes = read((NORSE * 9).encode() + "Grüße\n".encode("cp1252"))

    assert text == NORSE * 9 + "Grüße\n"
    assert notes.guessed[0].startswith("encoding: UTF-8, and Windows-1252 for bytes")


def test_nuls_that_a_broken_disk_left_do_not_cost_the_text() -> None:
    text, notes = read(b"A crane is ready.\n" * 40 + b"\0" * 4096 + b"\nBoth crews have signed.\n")

    assert text.startswith("A crane is ready.\n")
    assert text.endswith("\nBoth crews have signed.\n")
    assert not notes.problems


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 20, b"\0" * 50, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(64)) * 4], ids=["bytes", "nuls", "image"]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableSourceError) as refusal:
        read(data)

    assert refusal.value.reason == Reason.BAD_ENCODING
    assert glimpse(data) == ""


def test_utf_16_that_breaks_off_in_a_sign_gives_what_can_be_read_and_says_so() -> None:
    text, notes = read(NORSE.encode("utf-16")[:-1])

    assert text.startswith(NORSE[:-1])
    assert [problem.reason for problem in notes.problems] == [Reason.BAD_ENCODING]


def test_a_glimpse_that_ends_within_a_sign_is_still_utf_8() -> None:
    head = ("x" * 65 + "å").encode()[:-1]

    assert glimpse(head).startswith("x" * 65)
    assert "Ã" not in glimpse(head)


@pytest.mark.parametrize("name", ["utf-7", "idna", "punycode", "zlib", "rot13", "unicode_escape", "../../x", "", "mbcs" * 900])
def test_a_declared_encoding_outside_the_list_is_not_looked_up(name: str) -> None:
    assert codec(name) is None


@pytest.mark.parametrize(
    ("name", "known"), [("ISO-8859-1", "cp1252"), ("us-ascii", "cp1252"), ("Windows-1251", "cp1251"), ("UTF8", "utf_8"), ("GB2312", "gb2312")]
)
def test_a_declared_encoding_is_known_by_all_its_names(name: str, known: str) -> None:
    assert codec(name) == known


def test_the_encoding_does_not_hang_on_where_the_pieces_of_a_file_are_cut() -> None:
    data = ("x" * 262_143 + "å" + "\n" + NORSE).encode()

    assert settled(io.BytesIO(data)).codec == "utf-8"
    assert read(data)[0].count("å") == 1 + NORSE.count("å")
