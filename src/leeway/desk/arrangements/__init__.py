"""How does a business arrange its desk without the command line? Hours, holidays, terms, own fields, links.

Pages for what `cases` can do; only the definitions of own fields are kept here. Start reading at `urls.py`.
"""
