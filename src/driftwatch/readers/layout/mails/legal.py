"""What is below or above a letter and nobody's words: disclaimers, banners, footers of lists and scanners, the boilerplate of calls."""

import re

_SELF = re.compile(
    r"\b(?:this|the|any|diese|dieser|ce|cet|cette|este|esta|esto|questa|questo|dit|deze|denne|detta|dette|det här|ta|niniejsza|il presente"
    r"|le présent|la presente)"
    r"(?: (?:present|above|enclosed|electronic))?,? ?(?:and any attachments? to this )?(?:e-?mail|email|e-?mails|mail|message|messages"
    r"|communication|transmission"
    r"|nachricht|courriel|correo|mensaje|messaggio|comunicazione|bericht|e-?post|e-?posten|melding|meldingen|meddelelse|meddelande|mensagem"
    r"|wiadomość|correo electrónico)\b"
    r"|information (?:contained |transmitted |enthalten )?in this\b|emailen|inhalt dieser e-?mail",
    re.IGNORECASE,
)
_SECRET = re.compile(
    r"confidential|privileged|vertraulich|confidentiel|confidencial|riservat|confidenzial|vertrouwelijk|konfidensiel|fortrolig|konfidentiell"
    r"|poufn|rechtlich geschützt"
    r"|sigilos|tajemnic",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"\b(?:intended|meant|destined|addressed|addressee|solely|exclusively|recipient|bestimmt|adressat\w*|empfänger\w*|destinataire\w*"
    r"|destinatari\w*|destinad\w*"
    r"|geadresseerde|bestemd|mottaker\w*|modtager\w*|mottagare\w*|tiltenkt|avsedd|destinatári\w*|adresat\w*|przeznaczon\w*|adresseret|rettet til)\b",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"\b(?:in error|by mistake|delete|destroy|unauthori[sz]ed|prohibited|disclos\w+|irrtümlich|löschen|vernichten|unbefugt\w*|par erreur"
    r"|détruire|supprimer"
    r"|por error|elimin\w+|per errore|cancell\w+|verwijder\w*|abusievelijk|slett\w*|slet|ved en feil|ved en fejl|radera|av misstag|por engano"
    r"|apag\w+|usun\w+|usuń|omyłk\w+)\b",
    re.IGNORECASE,
)
_LIABLE = re.compile(
    r"\b(?:liabilit\w+|liable|virus\w*|haftung|responsab\w+|aansprakelijk\w*|odpowiedzialno\w+|ansvar\w*|views expressed|opinions expressed)\b",
    re.IGNORECASE,
)
_ALWAYS = re.compile(
    r"(?:intended|named|designated) recipient|not the (?:intended )?addressee|for the (?:sole|exclusive) use of|environment before printing"
    r"|do you really need to print"
    r"|(?:umwelt|natur)\b.{0,40}(?:drucken|ausdrucken)|pensez à l'environnement|imprim\w{1,12} (?:ce|este|cet)\b.{0,40}|nicht der (?:richtige"
    r"|beabsichtigte|vorgesehene)"
    r"|si vous n'êtes pas (?:le |la )?destinataire|si no es (?:usted )?el destinatario|se non siete (?:il|i) destinatari"
    r"|als u niet de (?:geadresseerde|bedoelde)"
    r"|tänk på miljön|tenk på miljøet|this e-?mail and any (?:files|attachments)|diese e-?mail (?:und|einschließlich)|dit e-?mailbericht",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"[*_ ]{0,4}(?:(?:legal |e-?mail )?disclaimer|(?:important |legal )?confidentiality(?: notice| note| statement)?"
    r"|important (?:legal )?notice|privileged (?:and|&) confidential"
    r"|confidential(?:ity)? (?:notice|note)|vertraulichkeitshinweis|wichtiger hinweis|avis de confidentialité|aviso (?:legal"
    r"|de confidencialidad)|avviso di riservatezza"
    r"|data protection notice|datenschutzhinweis)[*_ ]{0,4}(?::[*_]{0,2}(?=$|\s)|$)",
    re.IGNORECASE | re.MULTILINE,
)
_BANNER = re.compile(
    r"\W{0,8}(?:caution|warning|attention|achtung|vorsicht|external(?: e-?mail| sender| message)?|externe?r?(?: e-?mail| absender)?|extern"
    r"|\[ext(?:ernal)?\])\W{1,6}"
    r".{0,60}\b(?:external|outside|extern\w*|originat\w+|außerhalb|unbekannt\w*|extérieur|fuera)\b"
    r"|(?:this|diese) (?:e-?mail|message|nachricht) (?:originated|was sent|came|comes|stammt|kommt) .{0,20}(?:outside|external|extern)"
    r"|you don't often get e?mail from"
    r"|sie erhalten nicht (?:oft|häufig) e-?mails? von|vous n'obtenez pas souvent|do not click (?:on )?(?:any )?links or open",
    re.IGNORECASE | re.DOTALL,
)
_SCANNER = re.compile(
    r"(?:this|diese|ce|este|questa|deze|denne|ta)? ?(?:e-?mail|message|nachricht|mail|courriel|mensaje|correo|bericht|wiadomość)?[^\n]{0,60}"
    r"(?:virus[- ]?free|checked for viruses|scanned (?:for viruses|by)|auf viren (?:geprüft|überprüft|untersucht)|virenfrei|sans virus"
    r"|libre de virus|privo di virus|virusvrij"
    r"|wolna od wirusów|believed to be clean|avast|avg\.com|mimecast|mailscanner|messagelabs|symantec\.cloud|mcafee\.com|kaspersky)",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"\A[^\n]{1,60} mailing list$|you (?:received|are receiving|have received) this (?:message|e-?mail|mail|because)|to (?:unsubscribe|stop receiving"
    r"|change your (?:settings|options|delivery)|post to"
    r"|view this discussion|manage your subscription|opt out)|unsubscribe\b|um sich (?:aus|von) (?:der|diesem)|abmelden|se désabonner|désinscri"
    r"|darse de baja|cancelar (?:la |a )?suscri"
    r"|annulla l'iscrizione|uitschrijven|afmelden|avmeld|avregistrer|afmeld|avprenumer|wypisa|groups\.io|list-?info|listinfo|/options/|archived-at"
    r"|view (?:it|this (?:e-?mail|message)) (?:on|in)|reply to this e-?mail directly|manage (?:your )?(?:preferences|notifications)"
    r"|e-?mail preferences|update your preferences"
    r"|view in (?:your )?browser|im browser (?:ansehen|anzeigen|öffnen)|you can (?:unsubscribe|opt out)|if you (?:no longer wish"
    r"|wish to unsubscribe|would like to unsubscribe)",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESSED = re.compile(
    r"https?://|www\.|<mailto:|@|\||you (?:received|are receiving|have received) this|unsubscribe (?:here|from (?:this|our))|or unsubscribe"
    r"|\A\W*unsubscribe\W*\Z",
    re.IGNORECASE,
)
_INVITES = re.compile(
    r"[^\n]{2,80} (?:is inviting you to|invites you to|lädt sie zu) (?:an? |einem )?(?:scheduled|geplanten)\b.{0,60}", re.IGNORECASE
)
_CALL = re.compile(
    r"(?:join|beitreten|teilnehmen|rejoindre)(?: [\w ]{1,30})?: {0,2}<?https?:|\+?\d[\d ]{6,20},{1,2}[\d,*#]{3,40}"
    r"|\+\d[\d ]{8,20} [A-Z]{2}\b.{0,40}\Z|"
    r"(?:microsoft teams(?: meeting| need help\?)?|join (?:the |zoom |with |by |on |from |online |your |microsoft |teams |google |via "
    r"|webex )?(?:meeting|google meet|phone|your computer|online"
    r"|a video|pc|microsoft|the meeting|now|computer|video)\b|click here to join|meeting (?:id|number|link|password|options|chat)\b|webinar id"
    r"|passcode|(?:access|pin|host) code|password: ?\S{3,20}$"
    r"|one tap mobile|dial(?:-| )?(?:by|in)\b|find (?:a|your) local number|or call in|phone conference id|conference id|need help\?|learn more"
    r"|help \||reset (?:dial-in )?pin|for organizers"
    r"|more phone numbers|video call link|join zoom|is inviting you to a scheduled|an meeting teilnehmen|(?:an (?:der )?)?(?:besprechung"
    r"|teams-besprechung|zoom-meeting) (?:beitreten|teilnehmen)"
    r"|microsoft teams-besprechung|besprechungs-id|kenncode|hier klicken, um|rejoindre la réunion|id de réunion|unirse a la reunión"
    r"|partecipa alla riunione|deelnemen aan|bli med i møtet|delta i møtet"
    r"|anslut till mötet|ingressar na reunião|dołącz do spotkania|sip:|join by sip|h\.?323|meeting-id|https?://[\w.-]{0,60}(?:zoom\.us"
    r"|teams\.microsoft\.com|teams\.live\.com|meet\.google\.com|webex\.com"
    r"|gotomeeting\.com|gotomeet\.me|whereby\.com|bluejeans\.com)|you have been invited to|invitation from google calendar|going \("
    r"|yes - maybe - no|this event has been (?:updated|cancell?ed|changed)"
    r"|view all guest info|reply for \S{3,80}@)",
    re.IGNORECASE,
)
_CARD = re.compile(
    r"\*?(?:when|where|who|wann|wo|wer|calendar|organi[sz]er|kalender|quand|où|cuándo|dónde|joining info|guests|video call)\*?(?::| \*?:)",
    re.IGNORECASE,
)
_LONGEST_LINE = 2000
_TOLD_BY = (
    *(
        "confiden privileg vertraulich riservat vertrouwelijk konfid fortrolig poufn geschützt sigilos tajemnic recipient addressee "
        "addressed intended meant destin dirigi adressat empfänger bestimmt geadresseerde bestemd mottak mottag modtag tiltenkt avsedd "
        "adresat przeznacz rettet use environment umwelt natur miljö outside extern außerhalb extérieur fuera virus viren wirus avast "
        "mimecast scan symantec mcafee kaspersky clean print unsubscrib abmelden abonn inscri iscri suscri baja schrijv afmeld avmeld "
        "avregist avprenum wypisa received receiving groups.io listinfo browser preferences notifications github opt-out disclaimer notice "
        "hinweis liab haft responsab aansprak odpowiedz often häufig click "
    ).split(),
    "mailing list",
    "opt out",
    "no longer wish",
    "/options/",
    "archived-at",
    "reply to this",
    "view this",
    "view it",
    "um sich",
)
"""Of these at least one stands in whatever the patterns below recognise: looked for first, because that is a hundred times faster."""


def boilerplate_line(line: str) -> str | None:
    """Why a line alone is nobody's words: it leads into a call, says what a scanner or a list says; None where somebody may have written it."""
    if len(line) > _LONGEST_LINE:
        return None
    short = len(line) <= 300
    if short and (_INVITES.fullmatch(line) or (_CALL.match(line.lstrip("•*-|> ")) and not _talks(line))):
        return "meeting boilerplate"
    return None


def boilerplate(text: str) -> str | None:
    """Why a whole paragraph is nobody's words: the lawyers', a list's, a scanner's; None where somebody may have written it."""
    head = text[:_LONGEST_LINE]
    folded = head.lower()
    if not any(word in folded for word in _TOLD_BY):
        return None
    if _BANNER.match(head) or _legal(head):
        return "disclaimer"
    if len(text) <= 600 and _SCANNER.match(head):
        return "virus-scanner footer"
    if len(text) <= 900 and (hit := _LIST.search(head)) and (hit.start() < 80 or len(text) < 240) and _footed(head):
        return "mailing-list footer"
    return None


def heads_boilerplate(text: str) -> bool:
    """Whether the paragraph announces that all that follows it is the lawyers'."""
    return len(text) <= 200 and bool(_HEADING.match(text.strip())) and text.strip().rstrip("*_ ").endswith((":", "r", "e", "l", "y", "é", "s"))


def card(lines: list[str]) -> bool:
    """Whether the lines are the card of an appointment: when, where, who."""
    return sum(bool(_CARD.match(line)) for line in lines) >= 2


def goes_on(text: str) -> bool:
    """Whether a paragraph below a disclaimer is more of it."""
    return sum(bool(kind.search(text[:_LONGEST_LINE])) for kind in (_SELF, _SECRET, _MEANT, _ERROR, _LIABLE)) >= 1


def _legal(text: str) -> bool:
    if _ALWAYS.search(text) or _HEADING.match(text):
        return True
    about, secret, meant = (bool(kind.search(text)) for kind in (_SELF, _SECRET, _MEANT))
    wrong, liable = bool(_ERROR.search(text)), bool(_LIABLE.search(text))
    return (
        (about and (meant or secret) and (meant + secret + wrong + liable >= 2 or _opens(text)))
        or (secret and meant and wrong)
        or (about and wrong and liable)
    )


def _opens(text: str) -> bool:
    hit = _SELF.search(text)
    return hit is not None and hit.start() <= 20


def _footed(text: str) -> bool:
    """Whether it looks like a list's footer: an address, or words that address nobody."""
    return _ADDRESSED.search(text) is not None


def _talks(line: str) -> bool:
    """Whether the line is a sentence of somebody: `Join the meeting if you can, we need you to decide on the rope.`"""
    return len(line.split()) > 9 and not re.search(r"https?://|\d{3}[ -]?\d{3}|\|", line)
