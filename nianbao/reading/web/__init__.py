"""Web pages: from bytes to text, from the tree to pieces, from the pieces to the article among its frame."""
