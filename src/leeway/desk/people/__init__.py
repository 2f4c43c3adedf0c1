"""Who works here, where, with which authority? Sites as a tree, colleagues, duty, certificates, invitations.

Start reading at `models.py` (what is kept), then `queries/` (who may what) and `commands/` (what changes it).
"""
