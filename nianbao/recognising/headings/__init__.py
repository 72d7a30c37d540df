"""The outline of a report: title, headings, sections, topics, what only lists them."""
