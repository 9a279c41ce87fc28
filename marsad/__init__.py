"""The front door: the command line, `run`, the offline commands. The only room that knows all others."""
