"""A page as a whole: its bytes, its tree, its article and title, what is refused."""
