"""The text of a page: what is seen of it, its lines, its styles, its automatic numbers."""
