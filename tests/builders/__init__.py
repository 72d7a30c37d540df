"""Makes what the tests read. Whatever two test modules share stands here; none imports another.

reports    the clean report and its edits, as text, Word file and web page; cases of rules, single sentences
figures    figures files, and strategies that draw figures for which every equation holds
rulebooks  a small whole rulebook, and every way to break one
docx, html, pdf, office   files of a format from their markup, down to what no program would write
hostile    files made to hurt
fuzz       files to mutate, and the mutations
"""
