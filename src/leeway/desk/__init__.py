"""Who works here, for whom, and what was decided? The desk: people, persons, cases, policies, decisions.

A Django app a folder (`people` < `persons` < `cases` < `studio` < `decisions`), the same few files in each;
across apps only commands, queries and frozen values pass. Public: `home_folder`, and each app's `commands` and
`queries`. May import stores and all below. Start reading at `decisions/commands.py`.
"""

from __future__ import annotations

from leeway.desk.home import home_folder

__all__ = ["home_folder"]
