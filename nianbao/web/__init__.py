"""The page in the browser: a server on this machine alone, over the same functions as the command."""
