"""Who is told what, in which words, and when it is tried again. Pure."""
