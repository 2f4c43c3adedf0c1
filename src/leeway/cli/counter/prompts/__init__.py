"""How are questions put and answers heard, a line at a time? Prompts, keys, and what people type.

Public: `talk`, `questions`, `terminal`, `keys`, `entries`, each imported by its name.
Start reading at `Talk.hear` in `talk.py`.
"""
