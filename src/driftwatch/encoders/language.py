"""Which texts the models are made for: English ones, and those too short to tell."""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

CLAIMED = "en"
LEAST = 40
"""Letters from which on the language of a text can be told from its letter sequences."""
LEAST_OTHER_SCRIPT = 4
"""Letters from which on another script tells it."""
_SURE = 0.9
_CHARACTERS = 1000
"""So much of a text is looked at."""
_ENGLISH_ONLY = frozenset(
    "the and that this these those with would should could must can't don't doesn't it's i'm i'll we'll we're they're you your they their our "
    "which what when where there from not been because about until before after without".split()
)
"""Function words that are none in another language of the Latin script."""
_FOREIGN_LETTERS = re.compile(r"[^\W\d_A-Za-zÀ-ÖØ-öø-ɏ]")
_LETTERS = re.compile(r"[^\W\d_]")
_WORDS = re.compile(r"[a-z']+")


def foreign(text: str) -> str | None:
    """The code (ISO 639-1) of a language other than English that the text is clearly in, `und` for another script; None otherwise."""
    looked_at = text[:_CHARACTERS]
    letters = len(_LETTERS.findall(looked_at))
    if letters >= LEAST_OTHER_SCRIPT and len(_FOREIGN_LETTERS.findall(looked_at)) * 2 > letters:
        found = _identified(looked_at) if letters >= LEAST else "und"
        return "und" if found == CLAIMED else found
    if letters < LEAST or _reads_as_english(looked_at):
        return None
    found = _identified(looked_at)
    return None if found in (CLAIMED, "und") else found


def _reads_as_english(text: str) -> bool:
    """Two different words that only English has are enough."""
    return len(_ENGLISH_ONLY.intersection(_WORDS.findall(text.lower().replace("’", "'")))) >= 2


@lru_cache(maxsize=4096)
def _identified(text: str) -> str:
    language, probability = _identifier().classify(text)
    return str(language) if probability >= _SURE else "und"


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
