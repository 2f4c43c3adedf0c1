"""What does anybody read about how we treat people? Public pages made from the book of the day by the engine.

No account is needed, and nothing is said here that the counter would not say: see `queries.py`, where to start.
"""
