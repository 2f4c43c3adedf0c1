"""How does somebody see the state of their matter? A page at a link, without an account.

A link is signed, works once, expires and can be revoked; opening it gives the browser a session for this one
matter. Other channels call `commands.make_link` and `commands.open_here`. Start reading at `commands.py`, then
`queries.py`.
"""
