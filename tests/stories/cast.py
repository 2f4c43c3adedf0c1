"""Who serves in the stories, in a sentence each."""

from __future__ import annotations

from leeway.decide import Actor

# petrol station
TARAS = Actor(id="taras", authority="trainee")
"""Started on Monday; nobody has let him near the cash desk alone yet."""
TARAS_IN_MAY = Actor(id="taras", authority="trainee", certificates=frozenset({"cash desk"}))
"""The same Taras after his certificate."""
HALYNA = Actor(id="halyna", authority="attendant", certificates=frozenset({"cash desk", "gas"}))
"""Eight years at the till; knows half the village by name."""
IHOR = Actor(id="ihor", authority="attendant", certificates=frozenset({"cash desk", "gas"}))
"""Works the other shift at the same station."""
OKSANA = Actor(id="oksana", authority="supervisor", certificates=frozenset({"cash desk", "gas"}))
"""Looks after ten stations from her car and her phone."""
PETRO = Actor(id="petro", authority="manager", certificates=frozenset({"cash desk", "gas"}))
"""Answers for a whole region."""

# mobile operator
DANA = Actor(id="dana", authority="newcomer")
"""In her second week on the phone."""
AIGERIM = Actor(id="aigerim", authority="consultant")
"""Four years in the shop at the station square."""
MARAT = Actor(id="marat", authority="senior")
"""Takes over when it gets difficult."""
CHAT = Actor(id="chat", authority="newcomer", ai=True)
"""The assistant in the chat: quick, polite, and no person."""

# shop and restaurant
JULE = Actor(id="jule", authority="trainee")
"""Learns in the shop, third month."""
KEMAL = Actor(id="kemal", authority="assistant")
"""Sells kettles and remembers red bows."""
BIRGIT = Actor(id="birgit", authority="shift lead")
"""Runs the shop on Saturdays."""
LENI = Actor(id="leni", authority="trainee")
"""Carries her first plates."""
PAOLO = Actor(id="paolo", authority="waiter")
"""Has forty seats and two hands."""
VERONIKA = Actor(id="veronika", authority="shift lead")
"""Runs the floor in the evening."""
