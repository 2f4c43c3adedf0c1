"""May this colleague do this for this customer now, and how far? Leeway answers, with reasons.

The rooms, from the ground up: `feel` (conditions), `policy` (books), `ledger` (limits), `decide` (answers),
`cli` (the front door in the terminal). ARCHITECTURE.md draws the house.
"""
