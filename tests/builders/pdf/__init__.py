"""PDF files: byte by byte, and printed for the fixtures in tests/reading/pdf."""
