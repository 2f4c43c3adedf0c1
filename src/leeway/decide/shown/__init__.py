"""What is shown along with an answer? Reasons, duties, alternatives, presumed facts: nothing here changes an
outcome.

Public: nothing; other rooms import from `leeway.decide`.
May import: feel, policy, ledger, `parts/` and the contracts `request.py` and `decision.py`.
Start reading at `dress.py`.
"""
