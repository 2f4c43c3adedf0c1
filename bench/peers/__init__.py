"""The same clauses and requests put to Leeway and to other engines. Start reading at `__main__.py`."""
