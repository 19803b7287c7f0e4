"""What driftwatch remembers between runs."""
