"""By which policies? Versions of the policy book: written, checked, signed, in force from a date.

Start reading at `models.py`, then `queries.py` (the book in force).
"""
