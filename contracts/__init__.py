"""What travels between the rooms: models, the table of topics, the codec.

Pure: nothing here opens a file outside this folder, a socket or a clock, and nothing here imports
another room. Words are those of docs/words.md.
"""
