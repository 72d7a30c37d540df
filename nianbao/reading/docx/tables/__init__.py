"""Tables of a Word file: cells with their spans, widths, tables in tables."""
