"""Labels are claimed for English and for what is too short to tell; other languages are named."""

import json
import time

import pytest

from driftwatch.encoders.language import foreign

OTHERS = [
    ("de", "Wir müssen die Abnahme bis Ende März abschließen, sonst verlieren wir den Hafenplatz."),
    ("de", "Wer übernimmt die Vorbereitung der nächsten Sitzung und verschickt die Unterlagen?"),
    ("fr", "Nous devons terminer la réception de la grue avant la fin du mois de mars."),
    ("nl", "We moeten de oplevering van de kraan voor eind maart afronden met beide partijen."),
    ("es", "La grúa estará lista cuando ambas partes hayan firmado el protocolo de aceptación."),
    ("ja", "クレーンの検収は三月末までに終わらせなければなりません。遅れると港の場所を失うので、明日までに担当者を決めてください。"),
    ("ru", "Готово, когда обе стороны подписали протокол приёмки крана."),
    ("zh", "项目验收必须在三月底之前完成，否则我们会失去港口的位置。请在明天之前确定负责人，并且把修改后的计划发给双方的代表。"),
]
CLAIMED = [
    "It is done when both sides have signed.",
    "done",
    "lgtm, +1, ship it, nice work everybody",
    "AP Jürgen: send the load chart to Søren",
    "Present: Ada Lind, Bo Lindgren, François Müller, Jürgen Groß, Søren Kjær, Åsa Öberg",
    "Regrets: Giovanni Bianchi, Dirk van den Berg, José María García López",
    "npm run build && git push origin main",
    "SELECT name, weight FROM cranes WHERE yard = 'north' ORDER BY weight;",
    "def load(path): return json.loads(Path(path).read_text())",
    "ERROR 2026-03-02T10:11:12Z crane.controller timeout waiting for hoist.sensor[3]",
    "https://example.org/minutes/2026/03/02/crane-acceptance.html",
    "hoist trolley slewing-ring outrigger counterweight load-chart anemometer",
]
MIXED = [
    "Die Abnahme is done when both sides have signed and the crane has run for two weeks.",
    "As our friends in Lyon say: «la grue est finie», but we want to see the load test before that.",
    "We agreed on “Abnahmeprotokoll” as the word for the signed acceptance record.",
    "Ça marche, I’ll send the revised load chart to everybody by Friday.",
    "For us готово means that both sides have signed the record.",
]


@pytest.mark.parametrize(("language", "text"), OTHERS)
def test_another_language_is_named(language, text):
    assert foreign(text) == language


@pytest.mark.parametrize("text", CLAIMED)
def test_short_code_like_and_name_heavy_lines_stay_claimed(text):
    assert foreign(text) is None


@pytest.mark.parametrize("text", MIXED)
def test_english_with_some_words_of_another_language_stays_claimed(text):
    assert foreign(text) is None


@pytest.mark.parametrize("text", ["Alles klar!", "Oui, demain.", "ok merci", "Ja, graag", ""])
def test_what_is_too_short_to_tell_stays_claimed(text):
    assert foreign(text) is None


@pytest.mark.parametrize("text", ["明日までに", "Готово", "Αύριο", "جاهز"])
def test_a_few_letters_of_another_script_are_enough_but_not_to_say_of_which_language(text):
    assert foreign(text) == "und"


@pytest.mark.parametrize(
    "text", ["👍🎉👍🎉👍🎉👍🎉👍🎉👍🎉👍🎉👍🎉👍🎉👍🎉", "12:30 – 13:45 (90 %)", "\x00\x07\x1b[0m" * 40, "--- *** ###", "\ud800" * 90]
)
def test_what_holds_no_letters_is_in_no_language(text):
    assert foreign(text) is None


@pytest.mark.parametrize("text", ["a" * 65_536, "Готово " * 9_000, "'" * 65_536, "the of " * 9_000, "é" * 65_536], ids=lambda text: text[:7])
def test_a_line_of_64_kib_is_told_as_fast_as_another(text):
    foreign("Готово, когда обе стороны подписали протокол приёмки крана.")
    began = time.perf_counter()

    foreign(text)

    assert time.perf_counter() - began < 0.5


def test_hardly_a_sentence_of_real_english_talk_is_called_foreign(shared):
    lines = (shared / "bench" / "statements-real" / "dev.jsonl").read_text("utf-8").splitlines()

    called = [text for line in lines if foreign(text := json.loads(line)["text"])]

    assert len(called) <= len(lines) / 500
