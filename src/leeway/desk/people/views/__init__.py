"""Pages about the people who serve; thin: read the form, ask access, call a command, show a query."""
