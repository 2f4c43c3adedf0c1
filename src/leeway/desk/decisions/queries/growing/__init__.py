"""How does a newcomer come to decide more? What is ahead of them, and what others may say a word to.

Start reading at `ahead.py`, then `newcomers.py`.
"""
