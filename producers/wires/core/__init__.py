"""What a wire file says. Pure: bytes in, a document or an error out."""
