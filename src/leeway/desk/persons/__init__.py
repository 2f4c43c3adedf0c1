"""For whom? The customers, one lifelong person each, and how they can be reached.

A person is known by contact points; two persons who turn out to be one are merged by a human, and that can be
undone completely. Nothing here says what a person wants: that is in `cases`. Start reading at `models.py`.
"""
