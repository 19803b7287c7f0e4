"""The frame of a letter: greeting, closing words, signature. Data of the readers of mails, in the languages of Europe's offices."""

import re

LONGEST_FRAME = 400
"""Characters of a line beyond which it is prose; every pattern here is asked about shorter lines only."""
GREETING = re.compile(
    r"(?:(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|hallo|liebe[rs]?|sehr geehrte[rs]?|guten (?:tag|morgen|abend)|moin"
    r"|servus|grüezi|hei|hej|hejsan|god (?:dag|morgen|morgon)|kjære|kære|bästa|bonjour|bonsoir|salut|cher|chère|chers|hola|buenos días|buenas tardes"
    r"|estimad[oa]s?|querid[oa]s?|ciao|buongiorno|salve|gentile|egregio|cara|beste|geachte|goedemorgen|goedemiddag|olá|bom dia|boa tarde|prezad[oa]s?"
    r"|car[oa]s?|dzień dobry|cześć|szanown[aiey]+|drog[ai]|witam)\b[^.!?:\n]{0,80}|(?:all|team|everyone|folks|alle zusammen|hei alle"
    r"|à tous))[ ]*[,!:.–-]?",
    re.IGNORECASE,
)
"""A whole line of this form only greets, if it is short or ends as a greeting does."""
_CLOSING = (
    r"(?:with |many |my )?(?:(?:very )?(?:kind(?:est)?|best|warm(?:est)?|friendly|all the best|good|sincere) ?)?(?:regards|wishes|greetings)"
    r"|all the best|best"
    r"|cheers|(?:yours |very )?(?:sincerely|faithfully|truly)(?: yours)?|yours|(?:(?:many |with )?thanks|thank you)(?: again| a lot| so much"
    r"| very much"
    r"| in advance| and (?:kind |best )?regards)?|thx|tnx|talk soon|see you(?: soon| there| then)?|take care|br|rgds|kr|brgds|vty|ttyl"
    r"|(?:mit )?(?:freundliche[nm]?|beste[nm]?|viele[nm]?|herzliche[nm]?|liebe[nm]?|schöne[nm]?|sonnige[nm]?) ?(?:grüßen?|gruss|grüssen?|gruß|dank)"
    r"|danke(?: und gruß| dir| euch| ihnen)?|gruß|gruss|grüße|mfg|vg|lg|bg|hochachtungsvoll"
    r"|(?:med )?(?:vennlige?|beste?|venlige?|vänliga?|bästa|kjærlige?|gode) ?(?:hilsen|hilsner|hälsning(?:ar)?)|mvh|hilsen|hälsningar|vh"
    r"|ha det(?: bra)?"
    r"|(?:bien )?(?:cordialement|amicalement|à vous|sincèrement)|bien à (?:vous|toi|tous)|salutations(?: distinguées)?|merci(?: d'avance| beaucoup)?"
    r"|(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|gracias|un abrazo"
    r"|(?:cordiali |distinti |cari )?saluti|cordialmente|grazie(?: mille)?|a presto"
    r"|(?:met )?(?:vriendelijke|hartelijke) groet(?:en)?|groet(?:en|jes)?|mvg|alvast bedankt|bedankt"
    r"|(?:com os melhores |melhores )?cumprimentos|atenciosamente|abraços?|obrigad[oa]|att"
    r"|(?:z )?(?:poważaniem|wyrazami szacunku)|pozdrawiam(?: serdecznie)?|pozdrowienia|serdecznie pozdrawiam|dziękuję"
)
CLOSING = re.compile(rf"(?:{_CLOSING})[ ,.!–—-]*", re.IGNORECASE)
"""A line of this form takes leave: what follows is name and signature."""
CLOSING_WORDS = re.compile(rf"(?:{_CLOSING})\b[^.!?:\n]{{0,60}}[,.!]?", re.IGNORECASE)
"""`Best wishes from a warm office`: takes leave only where the writer's name follows."""
NAME = re.compile(r"[^\W\d_][\w.'’-]{0,30}(?: [^\W\d_][\w.'’-]{0,30}){0,3}[ ,.]{0,2}")
"""What can be a name below closing words: up to four words."""
SIGNATURE = re.compile(r"--[ \t]?|- -- ?")
"""The line above a signature, as the rule of the net has it; PGP doubles its first hyphen."""
RULE = re.compile(r"(?:[_=*~#–—-] ?){3,200}")
"""A line that parts: above a signature, a footer, a quotation, or two chapters."""
DEVICE = re.compile(
    r"(?:sent (?:from|via|with|by|using)\b|get outlook for\b|sent from my\b|von meinem\b|gesendet (?:mit|von|über|aus)\b|envoyé (?:de|depuis"
    r"|à partir)\b"
    r"|enviado (?:desde|do|a partir|de|pelo)\b|enviada (?:do|a partir)\b|inviato (?:da|dal)\b|verzonden (?:vanaf|met|vanuit)\b|sendt (?:fra|med"
    r"|via)\b"
    r"|skickat från\b|wysłan[eoa] (?:z|ze|za)\b|téléchargez outlook\b|outlook für (?:ios|android)|holen sie sich outlook"
    r"|diese nachricht wurde von meinem"
    r"|obtener outlook|scarica outlook|download outlook|hent outlook|hämta outlook|pobierz (?:aplikację )?outlook|typed on"
    r"|please excuse (?:my )?(?:typos|brevity))"
    r"[^.!?\n]{0,90}[.!]?(?:<https?:[^<>\s]{1,200}>)?",
    re.IGNORECASE,
)
"""What a telephone or a program puts below: only ten words or fewer."""
CONTACT = re.compile(
    r"(?:(?:tel(?:efon|ephone|efoon|éfono)?|phone|mob(?:ile?|il)?|mobiltelefon|cell(?:ulare)?|fax|direct|office|switchboard|durchwahl|handy|tlf"
    r"|tfn|tél(?:éphone)?"
    r"|portable|móvil|gsm|kom|whatsapp|[tmpfdw])[.:]{0,3}(?: ?\(\w{1,10}\))?[.:]{0,3}\s*)?[+(]?\d[\d ()./+–-]{5,40}(?:\s*(?:ext|x|dw"
    r"|wew)\.?\s*\d{1,6})?(?: ?\|.*)?"
    r"|(?:e-?mail|mail|e|skype|web|www|website|internet|linkedin|x"
    r"|twitter)?[:.]?\s*<?(?:mailto:)?[\w.+'-]{1,64}@[\w.-]{3,120}>?(?:\s*<mailto:[^<>\s]{1,200}>)?"
    r"|(?:web(?:site)?|internet|url|w)?:?\s*<?(?:https?://|www\.)[^\s<>]{3,200}>?(?:\s*<https?:[^<>\s]{1,300}>)?"
    r"|\[(?:cid:|image:|logo|signature|https?:)[^\]\n]{0,300}\](?:<https?:[^<>\s]{1,300}>)?"
    r"|(?:follow us|find us|visit us|book a meeting|besuchen sie uns|folgen sie uns|pronouns)\b[^\n]{0,80}",
    re.IGNORECASE,
)
"""A whole line with a number to call, an address, a page, a picture of a logo."""
IMPRINT = re.compile(
    r"registered (?:office|in|address|number|company)|(?:company|registration|vat|org(?:anisasjons|anisations)?)[. ]{0,2}(?:reg\.? ?)?(?:no"
    r"|number|nr)\b"
    r"|sitz der gesellschaft|amtsgericht|registergericht|handelsregister|\bhr ?b ?\d|geschäftsführer|geschäftsführung|vorstand|aufsichtsrat|ust-?id"
    r"|\bkvk\b|\bsiren\b|\bsiret\b|\brcs\b|\bp\. ?iva\b|partita iva|capitale? social|\bnip\b|\bkrs\b|\bregon\b|foretaksregisteret|org\. ?nr|\bcvr\b"
    r"|\b[a-z]{1,3}-?\d{4,5}\b|^management: |chair(?:man|woman)? of the board",
    re.IGNORECASE,
)
"""Where a firm says who it is, as the law asks."""
POSTSCRIPT = re.compile(r"(?:p\.? ?){1,3}s\b[.:,-]{0,2}\s*\S.*", re.IGNORECASE | re.DOTALL)
"""Below the name, and the writer's own."""
ADDRESS = re.compile(r"<(?:mailto:)?(?P<address>[^<>@\s]{1,64}@[^<>@\s]{1,200})>")
