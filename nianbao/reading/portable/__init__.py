"""PDF: from characters and lines at positions back to paragraphs and tables.

`glyphs` reads a page, `ruling` finds the grids drawn on it, `lines` makes text of characters, `furniture` drops
what every page repeats, `joining` puts together what a page break cut, `paragraphs` rejoins wrapped lines and
`layout` runs them all. Lengths are points (1/72 inch); y grows downwards from the top of the page as it is read.
"""
