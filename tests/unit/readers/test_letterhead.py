"""What of a mail's body its writer says."""

import time

import pytest

from driftwatch.domain.names import Roll
from driftwatch.readers.layout.mails.letterhead import Body, paragraphs
from driftwatch.readers.layout.mails.quotations import announcement, header_block
from driftwatch.reading import Notes

OWN = "We lift at dawn."
PEOPLE = ("Ada Lind", "Cy Penn", "Dee Rao")


def said(text: str, *, sender: str = "Ada Lind", flowed: bool = False) -> tuple[list[str], Notes]:
    notes = Notes()
    body = Body(text=text, sender=sender, people=Roll(PEOPLE), flowed=flowed)
    return [paragraph.text for paragraph in paragraphs(body, notes) if not paragraph.quoted], notes


QUOTATIONS = {
    "gmail-en": "On Mon, 2 Mar 2026 at 09:12, Cy Penn <cy@southport.example> wrote:\n\n> When do you lift?",
    "gmail-en-two-lines": "On Mon, 2 Mar 2026 at 09:12, Cy Penn, Head of Quays <\ncy@southport.example> wrote:\n\n> When do you lift?",
    "gmail-en-unmarked": "On Mon, 2 Mar 2026 at 09:12, Cy Penn <cy@southport.example> wrote:\n\nWhen do you lift?\n\nThe wind is bad.",
    "gmail-old": "2026-03-02 9:12 GMT+01:00 Cy Penn <cy@southport.example>:\n> When do you lift?",
    "apple": "On 2 Mar 2026, at 09:12, Cy Penn <cy@southport.example> wrote:\n\nWhen do you lift?",
    "apple-begin": "Begin forwarded message:\n\nFrom: Cy Penn <cy@southport.example>\nSubject: Cranes\nDate: 2 March 2026 at 09:12:00 CET\nTo: "
    "Ada\n\nWhen do you lift?",
    "thunderbird-en": "On 02/03/2026 09:12, Cy Penn wrote:\n> When do you lift?",
    "thunderbird-de": "Am 02.03.26 um 09:12 schrieb Cy Penn:\n> When do you lift?",
    "thunderbird-fr": "Le 02/03/2026 à 09:12, Cy Penn a écrit :\n> When do you lift?",
    "thunderbird-es": "El 02/03/2026 a las 9:12, Cy Penn escribió:\n> When do you lift?",
    "thunderbird-it": "Il 02/03/2026 09:12, Cy Penn ha scritto:\n> When do you lift?",
    "thunderbird-nl": "Op 02-03-2026 om 09:12 schreef Cy Penn:\n> When do you lift?",
    "thunderbird-no": "Den 02.03.2026 09:12, skrev Cy Penn:\n> When do you lift?",
    "thunderbird-sv": "Den 2026-03-02 kl. 09:12, skrev Cy Penn:\n> When do you lift?",
    "thunderbird-pt": "Em 02/03/2026 09:12, Cy Penn escreveu:\n> When do you lift?",
    "thunderbird-pl": "W dniu 02.03.2026 o 09:12, Cy Penn pisze:\n> When do you lift?",
    "gmail-de": "Am Mo., 2. März 2026 um 09:12 Uhr schrieb Cy Penn <\ncy@southport.example>:\n\n> When do you lift?",
    "gmail-fr": "Le lun. 2 mars 2026 à 09:12, Cy Penn <cy@southport.example> a\nécrit :\n\nWhen do you lift?",
    "gmail-es": "El lun, 2 mar 2026 a las 9:12, Cy Penn (<cy@southport.example>) escribió:\n\nWhen do you lift?",
    "gmail-it": "Il giorno lun 2 mar 2026 alle ore 09:12 Cy Penn <cy@southport.example>\nha scritto:\n\nWhen do you lift?",
    "gmail-nl": "Op ma 2 mrt 2026 om 09:12 schreef Cy Penn <cy@southport.example>:\n\nWhen do you lift?",
    "gmail-no": "man. 2. mar. 2026 kl. 09:12 skrev Cy Penn <cy@southport.example>:\n\nWhen do you lift?",
    "gmail-da": "Den man. 2. mar. 2026 kl. 09.12 skrev Cy Penn <cy@southport.example>:\n\nWhen do you lift?",
    "gmail-sv": "Den mån 2 mars 2026 kl 09:12 skrev Cy Penn <cy@southport.example>:\n\nWhen do you lift?",
    "gmail-pt": "Em seg., 2 de mar. de 2026 às 09:12, Cy Penn <cy@southport.example>\nescreveu:\n\nWhen do you lift?",
    "gmail-pl": "pon., 2 mar 2026 o 09:12 Cy Penn <cy@southport.example> napisał(a):\n\nWhen do you lift?",
    "behind": "Cy Penn schrieb am 2.3.2026 um 09:12:\n\nWhen do you lift?",
    "mutt": "* Cy Penn <cy@southport.example> [2026-03-02 09:12]:\n> When do you lift?",
    "gnus": "Cy Penn <cy@southport.example> writes:\n\n> When do you lift?",
    "outlook-en": "From: Cy Penn <cy@southport.example>\nSent: Monday, 2 March 2026 09:12\nTo: Ada Lind\nSubject: Cranes\n\nWhen do you lift?",
    "outlook-en-bold": "*From:* Cy Penn <cy@southport.example>\n*Sent:* Monday, 2 March 2026 09:12\n*To:* Ada Lind\n*Subject:* Cranes\n\nWhen do "
    "you lift?",
    "outlook-en-rule": "________________________________\nFrom: Cy Penn\nSent: Monday\nTo: Ada Lind\nSubject: Cranes\n\nWhen do you lift?",
    "outlook-de": "Von: Cy Penn\nGesendet: Montag, 2. März 2026 09:12\nAn: Ada Lind\nBetreff: Kräne\n\nWhen do you lift?",
    "outlook-de-dashes": "-----Ursprüngliche Nachricht-----\nVon: Cy Penn\nGesendet: Montag\nAn: Ada\nBetreff: Kräne\n\nWhen do you lift?",
    "outlook-fr": "De : Cy Penn\nEnvoyé : lundi 2 mars 2026 09:12\nÀ : Ada Lind\nObjet : Grues\n\nWhen do you lift?",
    "outlook-es": "De: Cy Penn\nEnviado el: lunes, 2 de marzo de 2026 9:12\nPara: Ada Lind\nAsunto: Grúas\n\nWhen do you lift?",
    "outlook-it": "Da: Cy Penn\nInviato: lunedì 2 marzo 2026 09:12\nA: Ada Lind\nOggetto: Gru\n\nWhen do you lift?",
    "outlook-nl": "Van: Cy Penn\nVerzonden: maandag 2 maart 2026 09:12\nAan: Ada Lind\nOnderwerp: Kranen\n\nWhen do you lift?",
    "outlook-no": "Fra: Cy Penn\nSendt: mandag 2. mars 2026 09:12\nTil: Ada Lind\nEmne: Kraner\n\nWhen do you lift?",
    "outlook-sv": "Från: Cy Penn\nSkickat: den 2 mars 2026 09:12\nTill: Ada Lind\nÄmne: Kranar\n\nWhen do you lift?",
    "outlook-pt": "De: Cy Penn\nEnviada em: segunda-feira, 2 de março de 2026 09:12\nPara: Ada Lind\nAssunto: Gruas\n\nWhen do you lift?",
    "outlook-pl": "Od: Cy Penn\nWysłano: poniedziałek, 2 marca 2026 09:12\nDo: Ada Lind\nTemat: Dźwigi\n\nWhen do you lift?",
    "forward": "---------- Forwarded message ---------\nFrom: Cy Penn <cy@southport.example>\nDate: Mon, 2 Mar 2026\nSubject: Cranes\nTo: "
    "Ada\n\nWhen do you lift?",
    "forward-thunderbird": "-------- Weitergeleitete Nachricht --------\nBetreff: \tKräne\nDatum: \tMon, 2 Mar 2026\nVon: \tCy Penn\nAn: "
    "\tAda\n\nWhen do you lift?",
    "forward-no": "-------- Videresendt melding --------\nEmne: Kraner\nFra: Cy Penn\n\nWhen do you lift?",
    "lotus": "-----Cy Penn <cy@southport.example> wrote: -----\nTo: Ada\nFrom: Cy Penn\nDate: 02.03.2026\n\nWhen do you lift?",
    "supercite": "CP> When do you lift?\nCP> The wind is bad.",
    "marks": "> When do you lift?\n>> The wind is bad.\n> And the rope?",
}


@pytest.mark.parametrize("quotation", QUOTATIONS.values(), ids=QUOTATIONS)
def test_a_quotation_is_nobodys_own_however_it_is_announced(quotation: str) -> None:
    own, notes = said(f"Hi Cy,\n\n{OWN}\n\n{quotation}\n")

    assert own == [OWN]
    assert notes.dropped["quoted reply"] + notes.dropped["forwarded mail"] + notes.dropped["signature"] > 0


ANNOUNCEMENTS = {
    "On Mon, 2 Mar 2026 at 09:12, Cy Penn <cy@southport.example> wrote:": "Cy Penn",
    "On Thu, 3 Jul 2025 10:20 +0200, Cy Penn wrote:": "Cy Penn",
    "On 3/2/26 9:12 AM, Cy Penn wrote:": "Cy Penn",
    "On Monday, March 2, 2026 at 9:12 AM Cy Penn wrote:": "Cy Penn",
    "Am Mo., 2. März 2026 um 09:12 Uhr schrieb Cy Penn <cy@southport.example>:": "Cy Penn",
    "Le 02/03/2026 à 09:12, Cy Penn a écrit :": "Cy Penn",
    "Il giorno lun 2 mar 2026 alle ore 09:12 Cy Penn <cy@southport.example> ha scritto:": "Cy Penn",
    "pon., 2 mar 2026 o 09:12 Cy Penn <cy@southport.example> napisał(a):": "Cy Penn",
    "man. 2. mar. 2026 kl. 09:12 skrev Cy Penn <cy@southport.example>:": "Cy Penn",
    "Cy Penn schrieb am 2.3.2026 um 09:12:": "Cy Penn",
    "Cy Penn <cy@southport.example> writes:": "Cy Penn",
    "Cy Penn wrote:": "Cy Penn",
}


@pytest.mark.parametrize("line", ANNOUNCEMENTS)
def test_an_announcement_names_its_writer(line: str) -> None:
    found = announcement([line])

    assert found is not None
    assert found.writer == ANNOUNCEMENTS[line]


@pytest.mark.parametrize(
    "line",
    [
        "On Monday we lift, the crew agreed:",
        "The rule that he wrote: two crews.",
        "As I said on 2 March 2026:",
        "At 09:12 the rope broke.",
        "Note: the rope is late",
    ],
)
def test_a_sentence_of_the_writers_own_announces_nothing(line: str) -> None:
    assert announcement([line]) is None
    assert said(f"{line}\n\nMore of it.\n")[0] == [line, "More of it."]


def test_two_fields_that_the_writer_lists_are_no_header() -> None:
    assert not header_block(["To: the crew", "Date: 3 March"])
    assert not header_block(["From: 09:00", "the crane stands still"])


FRAMES = {
    "dashes": "-- \nAda Lind\nQuay 3",
    "dashes-stripped": "--\nAda Lind",
    "closing": "Kind regards\nAda Lind",
    "closing-first-name": "Best,\nAda",
    "closing-own-words": "Best wishes from a windy quay\nAda",
    "thanks": "Thanks!\n\nAda",
    "de": "Mit freundlichen Grüßen\nAda Lind",
    "de-short": "VG Ada".replace(" ", "\n"),
    "no": "Vennlig hilsen\nAda Lind",
    "da": "Med venlig hilsen\n\nAda",
    "sv": "Med vänliga hälsningar\nAda",
    "fr": "Cordialement,\nAda Lind",
    "es": "Un cordial saludo,\nAda",
    "it": "Cordiali saluti\nAda Lind",
    "nl": "Met vriendelijke groet,\nAda Lind",
    "pt": "Atenciosamente,\nAda",
    "pl": "Pozdrawiam serdecznie\nAda",
    "name": "Ada",
    "name-and-trade": "Ada Lind, crane manager\nNorwind",
    "name-reversed": "LIND, Ada\nNorwind AS",
    "initials": "AL",
    "letter": "a",
    "card": "Ada Lind | Crane Manager\nNorwind AS, Quay 3, 5003 Bergen\nT +47 55 00 11 22 "
    "| M +47 900 11 222\nada.lind@norwind.example\nwww.norwind.example",
    "card-of-a-firm": "Norwind AS\nTel.: +47 55 00 11 22\nhttps://norwind.example",
    "rule": "_____________________\nAda Lind\nNorwind AS",
    "iphone": "Sent from my iPhone",
    "outlook-ios": "Get Outlook for iOS<https://aka.example/o0ukef>",
    "windows": "Sent from Mail for Windows",
    "de-iphone": "Von meinem iPhone gesendet",
    "fr-iphone": "Envoyé de mon iPhone",
    "own-device": "Sent from a train with opinions about wifi",
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_what_stands_below_the_last_words_is_no_statement(frame: str) -> None:
    own, notes = said(f"Dear Cy,\n\n{OWN}\n\n{frame}\n")

    assert own == [OWN]
    assert notes.dropped["signature"] > 0


FOOTERS = {
    "en": "This e-mail and any attachments are confidential and intended solely for the addressee. If you have received it in error, please "
    "delete it.",
    "en-short": "This message is meant for the person it is addressed to.",
    "en-printing": "Please consider the environment before printing this e-mail.",
    "en-heading": "CONFIDENTIALITY NOTICE: the contents of this email are for the named recipient only.",
    "de": "Diese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen. Wenn Sie nicht der richtige Adressat sind, löschen Sie "
    "sie bitte.",
    "fr": "Ce message et ses pièces jointes sont confidentiels et destinés exclusivement à leur destinataire. Si vous l'avez reçu par erreur, "
    "détruisez-le.",
    "es": "Este mensaje es confidencial y va dirigido únicamente a su destinatario. Si lo ha recibido por error, elimínelo.",
    "it": "Questo messaggio è riservato ed è destinato esclusivamente al destinatario. Se lo avete ricevuto per errore, cancellatelo.",
    "nl": "Dit bericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde. Indien u dit bericht abusievelijk ontvangt, verwijder het.",
    "no": "Denne e-posten er konfidensiell og kun tiltenkt mottakeren. Har du mottatt den ved en feil, vennligst slett den.",
    "sv": "Detta meddelande är konfidentiellt och avsett endast för mottagaren. Om du fått det av misstag, radera det.",
    "pt": "Esta mensagem é confidencial e destina-se exclusivamente ao destinatário. Se a recebeu por engano, apague-a.",
    "pl": "Ta wiadomość jest poufna i przeznaczona wyłącznie dla adresata. Jeżeli otrzymali ją Państwo omyłkowo, prosimy ją usunąć.",
    "avast": "This email has been checked for viruses by Avast antivirus software.\nwww.avast.com",
    "avast-de": "Diese E-Mail wurde von Avast-Antivirussoftware auf Viren geprüft.",
    "mailscanner": "This message has been scanned for viruses and dangerous content by MailScanner, and is believed to be clean.",
    "mailman": "_______________________________________________\nCranes mailing list\nCranes@lists.example\nhttps://lists.example/listinfo/cranes",
    "google-groups": "-- \nYou received this message because you are subscribed to the Google Groups 'Cranes' group.\n"
    "To unsubscribe from this group, send an email to x.",
    "groups-io": "You receive all messages sent to this group.\nView/Reply Online: https://groups.io/g/cranes/message/1\nUnsubscribe: "
    "https://groups.io/g/cranes/unsub",
    "github": "—\nReply to this email directly, view it on GitHub, or unsubscribe.\nYou are receiving this because you were mentioned.",
    "newsletter": "Unsubscribe | Update your preferences | View in browser",
    "banner": "CAUTION: This email originated from outside of the organization. Do not click links unless you recognize the sender.",
    "teams": "________________________________\nMicrosoft Teams meeting\nJoin on your computer or mobile app\nClick here to join the "
    "meeting<https://teams.microsoft.com/l/x>\nMeeting ID: 123 456 789\nPasscode: aBc1",
    "zoom": "Ada Lind is inviting you to a scheduled Zoom meeting.\n\nJoin Zoom Meeting\nhttps://us02web.zoom.us/j/123?pwd=x\n\nMeeting ID: 123 "
    "4567 8901\nPasscode: 123456\nOne tap mobile\n+4722334455,,123# Norway",
}


@pytest.mark.parametrize("footer", FOOTERS.values(), ids=FOOTERS)
@pytest.mark.parametrize("frame", ["{own}\n\n{footer}\n", "{footer}\n\n{own}\n", "{own}\n\nAda\n\n{footer}\n", "> q\n\n{own}\n\n{footer}\n\n> r\n"])
def test_what_lawyers_lists_and_programs_add_is_no_statement_wherever_it_stands(footer: str, frame: str) -> None:
    if footer.startswith(("_", "--", "—")) and frame.startswith("{footer}"):
        pytest.skip("a rule or two dashes stand above what ends a mail")

    own, _ = said(frame.format(own=OWN, footer=footer))

    assert own == [OWN]


KEPT = [
    "The contract is confidential until the board has met.",
    "The plan is off. Please delete it from the slides.",
    "Please delete my message of Monday, the numbers were wrong.",
    "We send the recipient list to the harbour office.",
    "Thanks for the rope, it holds.",
    "Best rope we ever had.",
    "All cranes are up.",
    "Team lifts at dawn",
    "Hello from the quay, we lift at dawn tomorrow.",
    "Join the meeting if you can, we need you there to decide on the rope.",
    "The virus in the control room is gone, IT has scanned every machine.",
    "To unsubscribe people from the alarm list we need a form.",
    "Sent the sheet to the crew yesterday.",
    "From the workshop we expect nothing bad.",
    "Call me at +47 55 00 11 22 if the wind turns.",
    "Ada and Cy lift together, Dee watches the rope.",
    "Yours is the better crane.",
    "On Friday we wrote to the harbour office about the rope.",
    "Agreed",
    "Done.",
]


@pytest.mark.parametrize("text", KEPT)
def test_what_only_resembles_a_frame_is_kept(text: str) -> None:
    assert said(f"Dear Cy,\n\n{OWN}\n\n{text}\n\nAnd that is that for now.\n\nAda\n")[0] == [OWN, text, "And that is that for now."]
    assert said(f"{text}\n")[0] == [text]


def test_answers_between_quoted_lines_are_the_writers_own() -> None:
    own, _ = said(
        "Cy Penn wrote:\n> When do you lift?\n\nAt dawn.\n\n> With whom?\n> And the rope?\nWith both crews.\n\nThe rope is new.\n\nAda\n\n> "
        "Cheers\n> Cy\n"
    )

    assert own == ["At dawn.", "With both crews.", "The rope is new."]


def test_the_end_of_a_quoted_line_that_was_broken_off_is_quoted_too() -> None:
    quoted = "> When do you lift the old crane of the northern quay and with which of\nthe crews\n> if the wind turns?\n"

    assert said(f"At dawn.\n\n{quoted}\nWith both.\n")[0] == ["At dawn.", "With both."]


def test_a_postscript_below_the_name_is_the_writers_own() -> None:
    own, _ = said(f"{OWN}\n\nBest\nAda\n\nPS: The rope is late.\n\nNorwind AS\nQuay 3\n")

    assert own == [OWN, "PS: The rope is late."]


def test_thanks_in_the_middle_of_a_letter_end_nothing() -> None:
    assert said(f"Thanks!\n\nOne more thing:\n\n{OWN}\n\nThanks\n\nCranes at noon\n")[0] == [
        "Thanks!",
        "One more thing:",
        OWN,
        "Thanks",
        "Cranes at noon",
    ]


def test_whom_the_mail_goes_to_is_greeted_by_name_alone() -> None:
    own, notes = said(f"Cy,\n\n{OWN}\n")

    assert own == [OWN]
    assert notes.dropped["greeting"] == 1
    assert said(f"Cy, Dee -\n{OWN}\n")[0] == [OWN]


def test_a_line_that_its_writer_ended_ends_a_paragraph_where_the_text_flows() -> None:
    text = "We lift at \ndawn.\nThe rope is new.\n > is more than we have\n"

    assert said(text, flowed=True)[0] == ["We lift at \ndawn.", "The rope is new.", "> is more than we have"]
    assert said("We lift at\ndawn.\nThe rope is new.\n", flowed=True)[0] == ["We lift at\ndawn.\nThe rope is new."]


def test_signed_text_is_read_without_its_armour() -> None:
    text = (
        f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{OWN}\n-----BEGIN PGP SIGNATURE-----\n\niQIzBAEBCAAdFiEE\n-----END PGP SIGNATURE-----\n"
    )

    assert said(text)[0] == [OWN]


@pytest.mark.parametrize(
    "piece",
    [
        "> ",
        ">",
        " ",
        "\t",
        "a ",
        "On 2 Mar 2026 ",
        "wrote ",
        "From: ",
        "From: a\n",
        "Thanks\n",
        "-",
        "_",
        "confidential ",
        "this message ",
        "<a@b",
        "\n",
        "|",
        "(",
        "join ",
    ],
)
def test_no_text_costs_more_than_its_length(piece: str) -> None:
    def cost(size: int) -> float:
        text = piece * (size // len(piece))
        begin = time.process_time()
        said(text)
        said(text.replace("\n", " ") + ":")
        return time.process_time() - begin

    cost(1000)
    small, large = (min(cost(size) for _ in range(3)) for size in (16_384, 65_536))

    assert large < max(8 * small, 0.25)


@pytest.mark.parametrize("greeting", ["Keith,", "Jörg,", "Colleagues,"])
def test_a_word_and_a_comma_on_a_line_of_their_own_greet_whoever_it_is(greeting: str) -> None:
    text, notes = said(f"{greeting}\n\n{OWN}\n")

    assert (text, notes.dropped["greeting"]) == ([OWN], 1)
