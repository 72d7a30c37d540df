"""The text of a page of PDF: glyphs, lines, paragraphs, what repeats on each page."""
