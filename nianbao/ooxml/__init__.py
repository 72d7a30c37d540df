"""The package of a Word file: its parts, the places in it that can be found again, and writing it back.

`package` opens one to be read, part by part (`xmlpart`) and by what they point to (`relationships`), within limits and
without trust; `refusals` says why one is not. `names` are the elements that are looked for, `attributes` reads their
values. `anchors` name an element of the document part and find it again. `editing` opens a package to be changed: what
is not changed keeps its bytes (`members`). `archive` and `markup` make packages and their XML from nothing.
"""
