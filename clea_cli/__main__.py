"""`python -m clea_cli`, and the `clea` command itself."""

import gc
import sys


def main() -> int:
    """Run the command of this process and return its exit status."""
    from clea_cli import cli  # late: a process that only helps another has no use for it

    statut = cli.main()
    gc.freeze()  # all memory goes with the process: to look through it for cycles first is a tenth of a score
    return statut


if __name__ == "__main__":
    sys.exit(main())
