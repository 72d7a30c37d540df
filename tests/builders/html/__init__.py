"""Web pages: one report written in several ways, and the sites of invented agencies."""
