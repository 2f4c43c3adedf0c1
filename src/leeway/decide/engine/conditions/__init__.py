"""Which conditions hold, of few or of very many, quickly? Worked out in a row, or looked up.

Public: nothing; other rooms import from `leeway.decide`. May import: feel, policy and the engine's contracts.
Start reading at `rows.py` (a few at once), then `boxes.py` (any number at once) and `index.py` (where something
is not known).
"""
