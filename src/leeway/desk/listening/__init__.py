"""How was it for them? Asking after a matter, hearing, following up, and writing to who stays silent.

After a matter its person is asked one question by a link that works once. An unhappy answer opens the matter
again with somebody who sees to it; praise reaches the colleague it names. Persons touched by a known fault who
have not written are written to first, if they agreed. Start reading at `models.py`, then `commands/asking.py`.
"""
