"""Which pages show decisions? The counter; each view parses, calls a command or query, renders."""
