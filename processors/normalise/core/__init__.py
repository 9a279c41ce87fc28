"""Turns a document into an article: plain text, one language, one identity, one address."""
