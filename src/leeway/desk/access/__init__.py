"""Which programs may speak for whom? Tokens: a colleague's or an AI's way in, narrowed by scopes and a site.

Start reading at `models.py`, then `commands.py`.
"""
