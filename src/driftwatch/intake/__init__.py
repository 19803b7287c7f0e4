"""Where files come in: opened, told apart, read by one reader each, in a process of their own."""
