"""What the readers of written minutes share: the shape of a page, who is on it, who begins to speak where, and when it was."""
