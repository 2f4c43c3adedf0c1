"""Pages that arrange the desk: a view reads what was entered, calls a command, and shows the page again."""
