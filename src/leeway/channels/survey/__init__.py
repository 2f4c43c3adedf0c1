"""How does somebody tell us how it was, or that they want no more of it? Two pages under links in messages.

A link opened by a mail scanner changes nothing: only the button does. May import: `desk`, `channels.page` for the
frame of public pages. Start reading at `views.py`.
"""
