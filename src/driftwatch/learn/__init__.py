"""Everything that trains or scores; never imported by a scan."""
