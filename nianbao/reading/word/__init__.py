"""WordprocessingML: the package, its styles and numbering, and the one walk over the document part."""
