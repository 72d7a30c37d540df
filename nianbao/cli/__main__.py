"""`python -m nianbao.cli`: the command without its script."""

from nianbao.cli import run

run()
