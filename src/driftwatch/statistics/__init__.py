"""Tests and intervals: arrays in, arrays out."""
