"""How mail programs announce what they quote: `On … wrote:`, `-----Original Message-----`, blocks of From, Sent and To, in a dozen languages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from driftwatch.domain.dates import dates_in
from driftwatch.readers.layout.mails.letters import ADDRESS, LONGEST_FRAME

ORIGINAL = re.compile(
    r"[-_*= ]{2,80}(?:original(?:e|er?)?[ -]?(?:message|nachricht|mail|appointment|besked|meddelelse)|ursprüngliche (?:nachricht|mail)"
    r"|message (?:d'origine|original|transféré|réexpédié)|courriel original|mensaje (?:original|reenviado)|messaggio (?:originale|inoltrato)"
    r"|(?:oorspronkelijk|doorgestuurd) bericht|(?:opprinnelig|videresendt) (?:melding|meddelelse|e-post|besked)|oprindelig (?:meddelelse|besked)"
    r"|(?:ursprungligt|vidarebefordrat) meddelande|mensagem (?:original|encaminhada|reencaminhada)|(?:oryginalna|przekazana) wiadomość"
    r"|wiadomość (?:oryginalna|przekazana)|forwarded (?:message|by [^\n]{1,80})|weitergeleitete (?:nachricht|mail))[-_*= ]{2,80}.{0,80}"
    r"|(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-?mail)|début du message (?:réexpédié|transféré)"
    r"|inizio messaggio inoltrato"
    r"|inicio del mensaje reenviado|begin doorgestuurd bericht|videresendt melding|start på videresendt (?:besked|meddelelse)"
    r"|vidarebefordrat (?:brev|mejl)|início da mensagem (?:re)?encaminhada|początek przekazywanej wiadomości)\s?:.{0,80}",
    re.IGNORECASE,
)
"""A whole line above the mail that somebody answers or passes on."""
_FROM = "from|von|de|da|van|fra|från|od|expéditeur|afzender|avsender|afsender|avsändare|remitente|remetente|mittente|absender"
_OTHERS = (
    ("sent", "sent|gesendet|envoyé|enviado|enviado el|enviada|enviada em|inviato|verzonden|sendt|skickat|wysłano|wysłane"),
    ("date", "date|datum|fecha|data|dato"),
    ("to", "to|an|à|a|para|per|aan|til|till|do|kopia till|destinataire|destinatario|mottaker|modtager"),
    ("cc", "cc|kopie|kopi|kopia|copie|dw|ccn|bcc"),
    ("subject", "subject|betreff|objet|asunto|oggetto|onderwerp|emne|ämne|assunto|temat"),
    ("reply", "reply-to|antwort an|répondre à|importance|priority|attachments|anlagen"),
)
_LABEL = re.compile(
    rf"[*_]{{0,2}}(?:(?P<from>{_FROM})|"
    + "|".join(f"(?P<{kind}>{names})" for kind, names in _OTHERS)
    + r")[ \xa0]?[*_]{0,2}[ \xa0]?:[*_]{0,2}(?:\s+\S.*)?",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:wrote|writes|schrieb|schreibt|(?:a|avez) écrit|écrivait|écrit|escribió|escribio|ha scritto|scrisse|schreef|skrev|escreveu"
    r"|napisał(?:\(a\)|a)?|pisze)"
    r"(?![^\W\d_])",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"(?:on|am|at|in|le|el|en|il(?: giorno)?|op|den|på|em|a|w dniu|dnia)\b|\d|(?:mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun|man|tir|tirs"
    r"|ons|tor|tors|fre"
    r"|lør|søn|tis|lör|sön|lun|mar|mer|mié|mie|jeu|jue|ven|vie|sam|sáb|sab|dim|dom|lu|ma|me|wo|vr|za|zo|seg|ter|qua|qui|sex|pon|wt|śr|czw|pt"
    r"|sob|niedz|ndz)"
    r"(?:day|sdag|nesday|rsday|urday|tag|stag|woch|dag|di|edi|credi|nerdi|manche|es|coles|ves|nes|ado|ingo)?[.,]{0,2} ",
    re.IGNORECASE,
)
_TIME = re.compile(r"\d{1,2}[:.h]\d\d")
_AFTER_DATE = re.compile(r"(?:am|on|op|le|el|il|den|på|em|w dniu|dnia|um|at)\b.{0,40}\d|.{0,20}\d{4}", re.IGNORECASE)
_STAMP_END = re.compile(r"\A.*\d\S*(?:[ \xa0]?(?:[AaPp]\.?[Mm]\.?|Uhr|hrs?|[A-Z]{3,4}|(?:GMT|UTC)\S*|\([^()]{0,20}\)))?[ ,:)]*", re.DOTALL)
_MOST_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """The words above a quotation, and what they tell of it."""

    lines: int
    """How many they fill."""
    certain: bool
    """Whether they can be nothing else: they hold a date or an address; else only marks of quotation below prove them."""
    writer: str = ""
    domain: str = ""
    day: date | None = None


def announcement(lines: Sequence[str]) -> Announcement | None:
    """The announcement that the first of these lines (one to three of them) begin with."""
    if lines and lines[0].startswith("--"):
        lines = [line.strip("-_ ") for line in lines[:_MOST_LINES]]
    for n in range(1, _MOST_LINES + 1):
        if n > len(lines) or not lines[n - 1] or len(lines[n - 1]) > LONGEST_FRAME:
            return None
        if lines[n - 1].endswith(":") and (hit := _announced(" ".join(lines[:n]), n)):
            return hit
        if lines[n - 1].endswith((".", "!", "?")):
            return None
    return None


def header_block(lines: Sequence[str]) -> bool:
    """Whether the first of these lines begin a block of From, Sent, To and Subject, as Outlook sets it above what it quotes."""
    kinds = [kind for line in lines[:8] if line and (kind := _label(line))]
    first = _label(lines[0]) if lines else None
    if first == "from":
        following = [kind for line in lines[1:4] if (kind := _label(line))]
        return any(kind != "from" for kind in following)
    return first is not None and "from" in kinds[:4] and len(set(kinds[:5])) >= 3


def _label(line: str) -> str | None:
    hit = _LABEL.fullmatch(line) if len(line) <= LONGEST_FRAME and ":" in line[:24] else None
    return hit.lastgroup if hit else None


def _announced(text: str, lines: int) -> Announcement | None:
    address, verb = ADDRESS.search(text), _VERB.search(text)
    dated = bool(_TIME.search(text) or dates_in(text))
    if verb is None and not (address and dated and re.match(r"[\d*]", text)):
        return None
    if verb is not None and not (dated or address or verb.start() <= 60):
        return None
    opened = bool(_OPENER.match(text))
    certain = bool(address) or (dated and (opened or bool(verb and _AFTER_DATE.match(text[verb.end() :].lstrip()))))
    if not certain and (lines > 1 or not re.fullmatch(r"[^.!?;]{2,80}:", text)):
        return None
    days = dates_in(text)
    return Announcement(
        lines=lines,
        certain=certain,
        writer=_writer(text, address, verb),
        domain=address["address"].rpartition("@")[2].lower() if address else "",
        day=days[0].day if days else None,
    )


def _writer(text: str, address: re.Match[str] | None, verb: re.Match[str] | None) -> str:
    """The name as the announcement writes it, "" where it gives none."""
    if verb is None:
        return _bare(text[: address.start("address")] if address else text)
    behind = text[verb.end() :].strip(" ,:")
    if behind and not _AFTER_DATE.match(behind) and not behind.startswith("<"):
        return _bare(behind)
    return _bare(text[: verb.start()]) or _bare(behind)


def _bare(text: str) -> str:
    """The name at the end of what stands before or behind the verb, without stamp and address."""
    text = re.sub(r"[(\[]?<[^<>]{0,300}>[)\]]?.*|[(\[]?<[^<>]{0,300}\Z", "", text, flags=re.DOTALL)
    name = _STAMP_END.sub("", text, count=1).strip(" ,:;\"'“”*_<([\xa0\n")
    return re.sub(r"^(?:on|am|at|um|von|by|de|da)\b[ ,]*", "", name, flags=re.IGNORECASE) if len(name) <= 80 else ""
