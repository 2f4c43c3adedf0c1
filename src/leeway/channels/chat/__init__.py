"""How does somebody talk with us on the site, here and now? A chat that goes on by e-mail when they leave.

A page, or a small frame in the company's own (`static/chat/leeway-chat.js`). No account, no cookies:
the frame holds a signed name of its talk. Answers are written in the person's conversation, as all others.
Start reading at `commands.py`, then `due.py`.
"""
