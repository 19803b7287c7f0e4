"""Posts of chats: their authors, edits, markup and tables."""
