"""The statutory tables of a report: the form, the rows, the columns, the pieces that a file cuts them into."""
