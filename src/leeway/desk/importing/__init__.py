"""How do persons and conversations of before come in? From tables that other desks write, each row once.

A dry run says what would happen; the same run carried out may be broken off anywhere and goes on where it was.
Letters of before come through the channel `mail`. Start reading at `commands/running.py`.
"""
