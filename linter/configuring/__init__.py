"""What holds for a file: its nearest `nianbao.toml` or `[tool.nianbao]`, the command line before it.

`model` says what a file may hold, `finding` looks for the nearest and reads it, `resolving` lays the command line over
it and makes Settings, with where each came from.
"""

from linter.configuring.finding import ConfigurationError, read_configuration
from linter.configuring.resolving import Resolved, Resolver

__all__ = ["ConfigurationError", "Resolved", "Resolver", "read_configuration"]
