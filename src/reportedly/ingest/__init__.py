"""Files to documents: bytes are kept before anything reads them."""
