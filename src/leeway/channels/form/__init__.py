"""Where does somebody complain in two fields? The form on the site, also behind a QR code, without an account.

It works without scripts and cookies, takes nothing in twice, and keeps robots off without asking anybody else.
Start reading at `views.py`, then `brakes.py`.
"""
