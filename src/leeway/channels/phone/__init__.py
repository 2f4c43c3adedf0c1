"""What was said on the telephone or face to face? One short form, and beside it how long the call may take.

How long is a decision by the policy: there is no stopwatch, and who needs longer gets it. The note is a part of
the conversation, so that nobody asks the person twice. Start reading at `views.py`, then `time.py`.
"""
