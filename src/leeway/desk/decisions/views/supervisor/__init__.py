"""What does a supervisor do on a phone? Answer questions, read exceptions, see the leeway used, pause a clause.

Start reading at `questions.py`; which page is where is in `addresses.py`.
"""
