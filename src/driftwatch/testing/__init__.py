"""The contract suites that the author of a plug-in runs; each raises AssertionError with the claim that does not hold."""

from driftwatch.testing.artefacts import check_artefact
from driftwatch.testing.fuzz import fuzz_reader
from driftwatch.testing.notifiers import SAMPLE_DIGEST, check_notifier, sample_letter
from driftwatch.testing.readers import SampleSource, check_reader
from driftwatch.testing.stores import STORE_CLAIMS, check_store

__all__ = [
    "SAMPLE_DIGEST",
    "STORE_CLAIMS",
    "SampleSource",
    "check_artefact",
    "check_notifier",
    "check_reader",
    "check_store",
    "fuzz_reader",
    "sample_letter",
]
