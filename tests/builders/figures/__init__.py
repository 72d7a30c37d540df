"""Figures of reports: as a file that is whole, and as strategies that draw them."""
