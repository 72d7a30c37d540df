"""The program's version, in one place: the package metadata is made from it.

It is not read from the installed metadata, whose machinery takes longer to import than a report takes to lint.
"""

VERSION = "0.1.0"
