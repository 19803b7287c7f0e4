"""Tables of talk: cells, columns, and what they hold."""
