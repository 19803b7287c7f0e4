"""The frame of a letter: greeting, closing words, signature, disclaimer, and how mail programs announce a quotation. Data of the mail reader."""

import re

GREETING = re.compile(
    r"(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|hallo|liebe[rs]?|sehr geehrte[rs]?|guten (?:tag|morgen|abend)|moin|servus"
    r"|grüezi|hei|kjære|bonjour|cher|chère|hola|estimad[oa]|ciao|all|team|everyone)\b[^.!?\n]{0,80}[,!:.–-]?",
    re.IGNORECASE,
)
"""A whole paragraph of this form only greets."""
CLOSING = re.compile(
    r"(?:"
    r"(?:with |many |my )?(?:kind(?:est)?|best|warm(?:est)?|friendly|all the best)? ?(?:regards|wishes|greetings)|all the best|best|cheers"
    r"|(?:yours )?(?:sincerely|faithfully|truly)|(?:thanks|thank you)(?: again| a lot| so much| very much| in advance)?|many thanks|thx|talk soon"
    r"|see you|take care|br|rgds"
    r"|(?:mit )?(?:freundlichen|besten|vielen|herzlichen|lieben|schönen)? ?(?:grüßen?|gruss|grüssen|gruß)|viele grüße|mfg|vg|lg"
    r"|(?:med )?vennlig hilsen|mvh|hilsen|cordialement|bien à vous|saludos|un saludo"
    r")[ ,.!–-]*",
    re.IGNORECASE,
)
"""A line of this form: what follows is name and signature."""
SIGNATURE = re.compile(r"--[ \t]?|_{5,}|Sent from my .*|Von meinem .* gesendet|Get Outlook for .*")
ORIGINAL = re.compile(
    r"-{2,}\s*(?:original message|ursprüngliche nachricht|original-nachricht|message d'origine|forwarded message|weitergeleitete nachricht"
    r"|opprinnelig melding)\s*-{2,}.*|begin forwarded message:.*|_{10,}",
    re.IGNORECASE,
)
HEADER = re.compile(r"(?:from|von|de|fra|sent|gesendet|date|datum|to|an|cc|subject|betreff)\s*:\s+\S.*", re.IGNORECASE)
"""Two such lines in a row open an unmarked quotation."""
WROTE = re.compile(
    r"(?:on|am|le|den|el|på)\b[^\n]{4,160}?(?:\n[^\n]{0,160}?)??\b(?:wrote|writes|schrieb|a écrit|skrev|es"
    r"cribió)\b[^\n]{0,120}(?:\n[^\n]{0,120})?:\s*"
    r"|[^\n]{2,80}(?:\n[^\n]{0,80})?\b(?:wrote|schrieb)\s*(?:on|am)\b[^\n]{0,80}:\s*"
    r"|[^\n<>]{2,60}(?:<[^>\n]+>)?\s+(?:wrote|schrieb):\s*",
    re.IGNORECASE,
)
"""A whole paragraph (or the lines before a `>`) that announces the quotation of somebody."""
ADDRESS = re.compile(r"(?:\"?(?P<name>[^\"<>\n,]*?)\"?\s*)<(?:mailto:)?(?P<address>[^<>@\s]+@[^<>@\s]+)>")
DISCLAIMER = re.compile(
    r"(?:this|diese) (?:e-?mail|message|nachricht)\b.*\b(?:confidential|intended|meant for|privileged|addressed|recipient|vertraulich|bestimmt)\b.*"
    r"|the information (?:contained )?in this (?:e-?mail|message).*"
    r"|.*\bintended (?:recipient|solely|only|exclusively)\b.*|.*consider the environment before printing.*|confidentiality notice.*"
    r"|.*\bconfidential\b.*\b(?:message|mail|recipient)\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""A whole paragraph of this form is the lawyers', not the writer's."""
