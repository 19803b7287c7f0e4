"""The HTTP service of driftwatch."""
