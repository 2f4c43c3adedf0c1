"""What is kept, and who may see it? Records, why they came out so, open questions and exceptions.

Start reading at `why.py`, then `record.py`.
"""
