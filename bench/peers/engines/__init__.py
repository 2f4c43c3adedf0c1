"""One module for each engine: `load` makes its best form of the clauses, ready to be asked."""
