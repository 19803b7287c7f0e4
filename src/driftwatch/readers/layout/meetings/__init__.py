"""Minutes: who was there, who speaks, which words frame a meeting and are nobody's."""
