"""The package of a Word file: parts, names, relationships, places that can be found again, and putting it together."""
