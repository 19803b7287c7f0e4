"""The frame of a letter: greeting, closing words, signature, disclaimer, and how mail programs announce a quotation. Data of the mail reader."""

import re

_MONTHS = r"[A-Za-zäöüéû]+\.?"
GREETING = re.compile(
    r"(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|hallo|liebe[rs]?|sehr geehrte[rs]?|guten (?:tag|morgen|abend)|moin|servus|grüezi|hei|kjære|"
    r"bonjour|cher|chère|hola|estimad[oa]|ciao|all|team|everyone)\b[^.!?\n]{0,80}[,!:.–-]?",
    re.IGNORECASE,
)
"""A whole paragraph of this form only greets."""
CLOSING = re.compile(
    r"(?:(?:with |many |my )?(?:kind(?:est)?|best|warm(?:est)?|friendly|all the best)? ?(?:regards|wishes|greetings)|all the best|best|cheers|(?:yours )?(?:sincerely|faithfully|truly)|"
    r"thanks(?: again| a lot| so much| in advance)?|thank you(?: again| very much| in advance)?|many thanks|thx|talk soon|see you|take care|br|rgds|"
    r"(?:mit )?(?:freundlichen|besten|vielen|herzlichen|lieben|schönen)? ?(?:grüßen?|gruss|grüssen|gruß)|mfg|vg|lg|viele grüße|(?:med )?vennlig hilsen|mvh|hilsen|cordialement|"
    r"bien à vous|saludos|un saludo)[ ,.!–-]*",
    re.IGNORECASE,
)
"""A line of this form: what follows is name and signature."""
SIGNATURE = re.compile(r"--[ \t]?|_{5,}|Sent from my .*|Von meinem .* gesendet|Get Outlook for .*")
ORIGINAL = re.compile(
    r"-{2,}\s*(?:original message|ursprüngliche nachricht|original-nachricht|message d'origine|forwarded message|weitergeleitete nachricht|opprinnelig melding)\s*-{2,}.*"
    r"|begin forwarded message:.*|_{10,}",
    re.IGNORECASE,
)
HEADER = re.compile(r"(?:from|von|de|fra|sent|gesendet|date|datum|to|an|cc|subject|betreff)\s*:\s+\S.*", re.IGNORECASE)
"""Two such lines in a row open an unmarked quotation."""
WROTE = re.compile(
    r"(?:on|am|le|den|el|på)\b[^\n]{4,160}?(?:\n[^\n]{0,160}?)??\b(?:wrote|writes|schrieb|a écrit|skrev|escribió)\b[^\n]{0,120}:\s*"
    r"|[^\n]{2,80}(?:\n[^\n]{0,80})?\b(?:wrote|schrieb)\s*(?:on|am)\b[^\n]{0,80}:\s*"
    r"|[^\n<>]{2,60}(?:<[^>\n]+>)?\s+(?:wrote|schrieb):\s*",
    re.IGNORECASE,
)
"""A whole paragraph (or the lines before a `>`) that announces the quotation of somebody."""
ADDRESS = re.compile(r"(?:\"?(?P<name>[^\"<>\n,]*?)\"?\s*)<(?:mailto:)?(?P<address>[^<>@\s]+@[^<>@\s]+)>")
DISCLAIMER = re.compile(
    r"this (?:e-?mail|message)\b.*|the information (?:contained )?in this (?:e-?mail|message).*|.*\bintended (?:recipient|solely|only|exclusively)\b.*|diese (?:e-?mail|nachricht)\b.*|"
    r".*consider the environment before printing.*|.*\bconfidential\b.*\b(?:message|mail|recipient)\b.*|confidentiality notice.*",
    re.IGNORECASE | re.DOTALL,
)
