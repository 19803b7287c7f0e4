"""driftwatch: where two organisations that work together mean different things, with evidence.

Importing this package loads nothing heavy; the parts load what they need when they are used.
"""

__version__ = "0.1.0"
