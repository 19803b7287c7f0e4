"""What files of text share: encodings, lines, dates and times."""
