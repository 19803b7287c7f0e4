"""What driftwatch talks about: plain values, standard library only."""
