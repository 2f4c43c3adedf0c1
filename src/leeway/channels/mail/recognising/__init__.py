"""Did a person write this letter, or a machine? And may an automatic answer go out?

Public names are below; pure. Start reading at `machine.recognised`.
"""

from __future__ import annotations

from leeway.channels.mail.recognising.machine import Kind, Recognised, recognised

__all__ = ["Kind", "Recognised", "recognised"]
