"""Many things at once: a pool of processes that loses one thing at most when one of them dies.

It knows nothing of reports: what is done with each thing is handed in.
"""

# So many things are done sooner in one process, since starting another takes as long as some reports.
FEW = 8
