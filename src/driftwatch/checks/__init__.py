"""One kind of misalignment a module."""
