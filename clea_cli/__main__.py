"""`python -m clea_cli`, and the `clea` command itself."""

import gc
import sys

from clea_cli import cli


def main() -> int:
    """Run the command of this process and return its exit status."""
    statut = cli.main()
    gc.freeze()  # all memory goes with the process: to look through it for cycles first is a tenth of a score
    return statut


if __name__ == "__main__":
    sys.exit(main())
