"""Transcripts of calls: cues, scripts and their speakers."""
