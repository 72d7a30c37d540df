"""From a file to a Document: one module a format, chosen by the content and not by the name."""
