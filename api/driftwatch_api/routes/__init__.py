"""One resource a module; each has a `router` that create_app takes in."""
