"""Mailboxes."""

import base64
import tracemalloc
from dataclasses import dataclass
from typing import BinaryIO

import pytest

from driftwatch.domain.limits import Limits
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers import mail, mbox
from driftwatch.readers.layout.mails.mailbox import stored
from driftwatch.reading import Notes
from driftwatch.testing import SampleSource

POSTMARK = "From ada@norwind.example Tue Mar  3 10:00:00 2026\n"


def one(number: int, body: str, *, sender: str = "Ada Lind <ada@norwind.example>", fields: str = "", postmark: str = POSTMARK) -> str:
    head = f"From: {sender}\nTo: Cy Penn <cy@southport.example>\nDate: Tue, 3 Mar 2026 10:0{number % 10}:00 +0100\nSubject: Cranes\n"
    return f"{postmark}{head}Message-ID: <{number}@norwind.example>\n{fields}\n{body}\n\n"


def texts(said) -> list[str]:
    return [message.text for message in said.messages]


def test_each_mail_is_said_by_its_own_sender_at_its_own_time(reading) -> None:
    said = reading(mbox, "a.mbox", one(1, "We lift.") + one(2, "We wait.", sender="Cy Penn <cy@southport.example>"))

    assert said.turns() == [("Ada Lind", "We lift."), ("Cy Penn", "We wait.")]
    assert [message.locator for message in said.messages] == ["line 8", "line 17"]
    assert [message.document for message in said.messages] == ["mail 1@norwind.example", "mail 2@norwind.example"]
    assert [message.said_at.minute for message in said.messages if message.said_at] == [1, 2]


@pytest.mark.parametrize(
    "postmark",
    [
        "From ada@norwind.example Tue Mar  3 10:00:00 2026\n",
        "From - Tue Mar 03 10:00:00 2026\n",
        "From 1825555555555555555@xxx Tue Mar 03 09:00:00 +0000 2026\n",
        "From ada at norwind.example  Tue Mar  3 10:00:00 2026\n",
        "From MAILER-DAEMON Tue Mar 3 10:00 2026\n",
        "From ada@norwind.example Tue Mar  3 10:00:00 CET 2026\n",
        "From ???@??? Tue Mar 03 10:00:00 2026\n",
        "From ada@norwind.example Tue Mar  3 10:00:00 2026 remote from quay\n",
    ],
)
def test_a_postmark_of_any_program_begins_a_mail(reading, postmark: str) -> None:
    content = one(1, "We lift.", postmark=postmark) + one(2, "We wait.", postmark=postmark)

    assert mbox.recognises("x", content.encode())
    assert texts(reading(mbox, "x", content)) == ["We lift.", "We wait."]
    assert texts(reading(mbox, "x", content.replace("\n", "\r\n"))) == ["We lift.", "We wait."]


def test_a_mailbox_is_no_mail_and_a_mail_no_mailbox() -> None:
    content = one(1, "We lift.")

    assert not mail.recognises("a.mbox", content.encode())
    assert not mbox.recognises("a.mbox", content.removeprefix(POSTMARK).encode())
    assert not mbox.recognises("minutes.txt", b"From 10:00 to 12:30 on 3 March 2026 we met\nPresent: Ada Lind\n")
    assert not mbox.recognises("minutes.txt", b"From the quay\nFrom: Ada\n")


def test_a_sentence_that_begins_with_from_begins_no_mail(reading) -> None:
    body = "We lift.\n\nFrom Monday 3 March 2026 at 10:00 on.\n\nFrom here 10:00 2026\nno header\n"

    assert len(reading(mbox, "x", one(1, body)).messages) == 3


def test_lines_that_the_mailbox_has_stuffed_are_as_their_writer_wrote_them(reading) -> None:
    content = one(1, ">From Monday on.\n\nThe rope is here,\n>From the quay.\n\n>>From what I know.") + one(
        2, "x\n\n> quoted\n>From the quay\n> quoted"
    )

    said = reading(mbox, "x", content)

    assert [(message.text, message.locator, message.offset) for message in said.messages] == [
        ("From Monday on.", "line 8", 1),
        ("The rope is here,\nFrom the quay.", "mail 1 body line 3", 0),
        ("x", "line 22", 0),
    ]


def test_a_true_length_tells_where_a_mail_ends_and_a_false_one_does_not(reading) -> None:
    inner = f"We lift.\n\n{POSTMARK}From: nobody\n\nThis is still the first mail.\n"
    content = one(1, inner, fields=f"Content-Length: {len(inner)}\n") + one(2, "We wait.")
    false = one(1, "We lift.", fields="Content-Length: 100\n") + one(2, "We wait.", fields="Content-Length: 3\n") + one(3, "End.")

    assert len(reading(mbox, "x", content).messages) == 3 + 1
    assert texts(reading(mbox, "x", content))[-1] == "We wait."
    assert texts(reading(mbox, "x", false)) == ["We lift.", "We wait.", "End."]


def test_a_broken_mail_costs_that_mail_and_is_named_with_its_line(reading) -> None:
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(30))

    said = reading(mbox, "x", one(1, "We lift.") + one(2, "x", fields=deep) + one(3, "x", sender="") + one(4, "We wait."))

    assert texts(said) == ["We lift.", "We wait."]
    assert [(problem.line, problem.reason) for problem in said.notes.problems] == [(10, Reason.TOO_DEEP), (109, Reason.NO_SPEAKER)]
    assert said.notes.problems[1].what == "mail 3: no sender: its From field is missing or empty"


def test_a_mail_larger_than_a_mail_may_be_is_left_out() -> None:
    notes = Notes()
    content = one(1, "We lift.") + one(2, "x" * 5000) + one(3, "We wait.")
    source = SampleSource(name="x", content=content.encode(), limits=Limits(whole_bytes=8 * 4000))

    assert [message.text for message in mbox.read(source, notes)] == ["We lift.", "We wait."]
    assert [(problem.line, problem.reason) for problem in notes.problems] == [(10, Reason.TOO_LARGE)]


def test_a_header_larger_than_a_header_may_be_costs_its_mail() -> None:
    notes = Notes()
    content = one(1, "x", fields=f"X-Long: {'x' * 4000}\n") + one(2, "We wait.")
    source = SampleSource(name="x", content=content.encode(), limits=Limits(header_bytes=2000))

    assert [message.text for message in mbox.read(source, notes)] == ["We wait."]
    assert [problem.reason for problem in notes.problems] == [Reason.TOO_LARGE]


def test_what_lies_encoded_is_found_by_mail_and_line(reading) -> None:
    coded = base64.encodebytes(b"Hi Cy,\n\nWe lift.\n").decode()
    latin = one(2, "Die Kr\udce4ne.", fields="Content-Type: text/plain; charset=iso-8859-1\n")

    said = reading(mbox, "x", (one(1, coded, fields="Content-Transfer-Encoding: base64\n") + latin).encode("utf-8", "surrogateescape"))

    assert [(message.text, message.locator) for message in said.messages] == [
        ("We lift.", "mail 1 body line 3"),
        ("Die Kräne.", "mail 2 body line 1"),
    ]


def test_every_paragraph_that_has_a_physical_line_stands_there_verbatim(reading) -> None:
    body = "Dear Cy,\n\n  Die Kräne\n stehen.\n\n- one\n- two\n\n>From here\n"
    parts = f"--b\nContent-Type: text/plain; charset=utf-8\n\n{body}\n--b\nContent-Type: text/plain\n\nA second part.\n\n--b--\n"
    content = one(1, body, fields="Content-Type: text/plain; charset=utf-8\n") + one(2, parts, fields="Content-Type: multipart/mixed; boundary=b\n")

    for data in (content, content.replace("\n", "\r\n")):
        said = reading(mbox, "x", data)
        lines = data.replace("\r\n", "\n").split("\n")

        assert len(said.messages) == 4 + 5
        for message in said.messages:
            line = int(message.locator.removeprefix("line "))
            assert "\n".join(lines[line - 1 :])[message.offset :].startswith(message.text)


def test_a_mail_twice_in_a_mailbox_counts_once(reading) -> None:
    said = reading(mbox, "x", one(1, "We lift.") + one(2, "We wait.") + one(1, "We lift."))

    assert texts(said) == ["We lift.", "We wait."]
    assert said.notes.dropped["duplicate"] == 1


def test_the_same_mail_has_the_same_ids_in_a_mailbox_and_alone(reading) -> None:
    boxed = reading(mbox, "x", one(1, "We lift.\n\n>From here on."))
    alone = reading(mail, "x.eml", one(1, "We lift.\n\nFrom here on.").removeprefix(POSTMARK))

    assert [(m.reader, m.native, m.document, m.speaker, m.said_at) for m in boxed.messages] == [
        (m.reader, m.native, m.document, m.speaker, m.said_at) for m in alone.messages
    ]


def test_mails_that_answer_each_other_are_one_thread_however_they_say_so(reading) -> None:
    content = (
        one(1, "a b c.")
        + one(2, "d e f.", fields="In-Reply-To: <1@norwind.example>\n")
        + one(3, "g h i.", fields="In-Reply-To: <2@norwind.example>\n")
        + one(4, "j k l.").replace("Subject: Cranes\nMessage-ID: <4", "Subject: AW: Cranes\nMessage-ID: <4")
        + one(5, "m n o.").replace("Subject: Cranes\nMessage-ID: <5", "Subject: Ropes\nMessage-ID: <5")
    )

    threads = [message.thread for message in reading(mbox, "x", content).messages]

    assert threads == ["1@norwind.example"] * 4 + ["5@norwind.example"]


def test_a_quotation_is_heard_only_where_the_quoted_mail_is_not_in_the_mailbox(reading) -> None:
    answer = "At dawn.\n\nOn Mon, 2 Mar 2026, Cy Penn <cy@southport.example> wrote:\n> When do you lift?\n"
    asked = one(0, "When do you lift,\nand with whom?", sender="Cy Penn <cy@southport.example>")

    alone = reading(mbox, "x", one(1, answer, fields="In-Reply-To: <0@norwind.example>\n"))
    beside = reading(mbox, "x", asked + one(1, answer, fields="In-Reply-To: <0@norwind.example>\n"))

    assert alone.turns() == [("Ada Lind", "At dawn."), ("Cy Penn", "When do you lift?")]
    assert beside.of("Cy Penn") == ["When do you lift,\nand with whom?"]


def test_who_writes_without_a_name_is_called_by_the_one_that_other_mails_give(reading) -> None:
    said = reading(mbox, "x", one(1, "We lift.") + one(2, "We wait.", sender="ada@norwind.example"))

    assert [message.speaker for message in said.messages] == ["Ada Lind", "Ada Lind"]


def test_what_is_no_mailbox_at_all_is_refused(reading) -> None:
    with pytest.raises(UnreadableSourceError, match="not one mail"):
        reading(mbox, "x.mbox", "Nothing of the kind.\n")


@dataclass
class Endless:
    """The same mail again and again, as long as it is asked for."""

    content: bytes
    times: int
    done: int = 0
    rest: bytes = b""

    def readline(self, size: int = -1) -> bytes:
        if not self.rest and self.done < self.times:
            self.done += 1
            self.rest = self.content.replace(b"<1@", f"<{self.done}@".encode())
        end = self.rest.find(b"\n", 0, size if size > 0 else None)
        line = self.rest[: end + 1] if end >= 0 else self.rest[:size]
        self.rest = self.rest[len(line) :]
        return line

    def close(self) -> None:
        """Nothing to close."""


@dataclass(frozen=True, kw_only=True)
class Large(SampleSource):
    """A source that is never in memory as a whole."""

    times: int = 0

    def stream(self) -> BinaryIO:
        return Endless(self.content, self.times)  # type: ignore[return-value]


def test_memory_holds_one_mail_at_a_time() -> None:
    attached = f"--b\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n{('QUFB' * 19 + chr(10)) * 300}\n--b--\n"
    content = one(1, f"--b\n\nWe lift.\n\n{attached}", fields="Content-Type: multipart/mixed; boundary=b\n").encode()

    def peak(times: int) -> int:
        tracemalloc.start()
        assert sum(1 for _ in mbox.read(Large(name="x", content=content, times=times), Notes())) == times
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(40) < 1.5 * peak(8)


def test_many_false_lengths_are_read_in_one_go() -> None:
    content = "".join(one(n, "x", fields="Content-Length: 3000000\n") for n in range(2000))

    assert sum(1 for _ in stored(SampleSource(name="x", content=content.encode()))) == 2000
