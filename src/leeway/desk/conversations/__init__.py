"""Who waits for us, and what do we say? The desk face: people waiting, one person's conversation, the answer.

It stands above all that it shows: persons, matters, decisions. Start reading at `views/reading.py`.
"""
