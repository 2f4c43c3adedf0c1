"""The desk face: people waiting, one person's page, writing to them, arranging their matters, finding things.

A view reads what was entered, calls a command or a query, and renders. Start reading at `reading.py`.
"""
