"""What are conditions worth: now, with other answers, at other amounts? Pure arithmetic of truth.

Public: nothing; other rooms import from `leeway.decide`.
May import: feel, policy, ledger, the contracts beside this folder, and the nouns of `parts/plan.py`.
Start reading at `conditions.py`, then `questions.py` (other answers) and `amounts.py` (other amounts).
"""
