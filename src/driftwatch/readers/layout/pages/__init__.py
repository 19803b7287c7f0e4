"""Pages taken apart into headings, paragraphs, items and rows, each with its place."""
