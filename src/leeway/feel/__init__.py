"""What is this expression worth? FEEL, the expression language of OMG's DMN 1.5, usable alone.

Public: parse, evaluate, check, compile_python, UNKNOWN, ERROR, the tree, the types, the values.
Imports nothing of Leeway: this is the lowest room and knows nothing of customer service.
Start reading at `reference.py` (the meaning), then `tree.py` (what an expression says).
"""
