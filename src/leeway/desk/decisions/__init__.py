"""What was asked, answered and done? Requests, answers, questions upwards, exceptions to review.

The decisions themselves are in the ledger's store; here is what people do with them.
Start reading at `commands/deciding.py`.
"""
