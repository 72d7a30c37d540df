"""The tables of a page of PDF: drawn lines, cells, tables that go on over a page."""
