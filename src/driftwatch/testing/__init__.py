"""The contract suites that the author of a plug-in runs; each raises AssertionError with the claim that does not hold."""

from driftwatch.testing.stores import STORE_CLAIMS, check_store

__all__ = ["STORE_CLAIMS", "check_store"]
