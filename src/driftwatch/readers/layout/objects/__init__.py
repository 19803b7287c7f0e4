"""JSON as a stream."""
