"""The tables of a page: what is data and what only lays the page out, and where each cell stands."""
