"""Makes what the tests read: documents, reports, figures, pages, broken and hostile files."""
