"""How does a letter become part of a conversation, and an answer a letter?

The channel e-mail: reading, recognising machines, folding replies, joining to matters, sending.
Start reading at `reading` (pure), then `commands`.
"""
