"""How does somebody tell us how it was, or that they want no more of it? Two pages under links in messages.

A link opened by a mail scanner changes nothing: only the button does. May import: `desk`; its pages stand in
the frame of `channels.page`. Start reading at `views.py`.
"""
