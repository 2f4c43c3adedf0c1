"""For whom? The customers, one lifelong person each, and how they can be reached.

Start reading at `models.py`.
"""
