"""What is it about? The matters of persons, their one lifelong conversation, and what was promised to them.

A channel hands in what came with `commands.receive`, takes what is to be sent with `commands.claim_outgoing`,
and says how it went with `sent`, `failed` or `unknown`. Start reading at `models/`, then
`commands/receiving.py`.
"""
