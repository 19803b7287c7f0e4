"""How seldom Python looks for cycles: messages, statements and findings hold none.

Looking through all of them took about a tenth of a second scan, and half of every other preview of a mail of a thousand alerts.
"""

import gc

THRESHOLDS = (50_000, 20, 100)
"""Objects made, less those gone, after which the youngest are looked through; and how many such looks make one at the older, and at all."""


def look_seldom() -> None:
    """For this process, from here on."""
    gc.set_threshold(*THRESHOLDS)
