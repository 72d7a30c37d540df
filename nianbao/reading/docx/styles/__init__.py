"""Styles of a Word file: the named ones, the theme's fonts, what holds where nothing is said."""
