"""How is Leeway started without its command? `python -m leeway` does what `leeway` does."""

from leeway.cli import main

main()
