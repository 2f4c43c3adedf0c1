"""What do bodies of the API look like? Shapes that are checked on the way in, and described in OpenAPI.

Start reading at `asked.py` (what is sent) and `answered.py` (what comes back).
"""
