"""What is it about? The matters of persons; thin for now: what is being decided at a counter.

Start reading at `models.py`.
"""
