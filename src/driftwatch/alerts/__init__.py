"""Identity, merging and life of alerts: pure functions over domain types."""
