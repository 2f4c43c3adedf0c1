"""How the tables of this channel came to be."""
