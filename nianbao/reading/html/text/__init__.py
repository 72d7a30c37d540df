"""The text of a page: what is seen of it, its styles, its automatic numbers."""
