"""What do our figures say? Promises, waits, contentment, and what came back of goodwill; for those who lead.

Each day is added up once, by site (and every site above it) and channel, so that a year of a network is read as
quickly as a week of a station. Figures are of sites and channels, never of one colleague: nobody is ranked.
Start reading at `models.py`, then `commands/counting.py` and `queries/figures.py`.
"""
