"""Where a scan runs."""
