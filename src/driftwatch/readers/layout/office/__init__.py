"""Documents of office programs: guarded packages, streamed."""
