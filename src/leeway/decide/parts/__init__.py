"""What are the concerns of one decision? One module each; `reference.py` puts them in order.

Public: nothing; other rooms import from `leeway.decide`.
May import: feel, policy, ledger, and the contracts `request.py` and `decision.py` beside this folder.
Start reading at `plan.py` (what is known before balances), then `law.py`, `grants.py`, `obstacles.py`.
"""
