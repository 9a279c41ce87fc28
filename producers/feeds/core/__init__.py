"""What an answer of a feed means: its items, the next poll, the health. Pure."""
