"""`python -m clea_cli`, and the `clea` command itself."""

import gc
import os
import sys

# `python -m` looks for modules in the current folder first, where anyone may have put some. Nothing
# was imported yet that Python does not hold already, so it is soon enough to take that folder away,
# unless we are in it ourselves.
if __name__ == "__main__" and not sys.flags.safe_path:
    _DOSSIER = sys.path[0]
    # pathlib could be anyone's.
    _ICI = os.path.join(_DOSSIER, "clea_cli", "__main__.py")  # noqa: PTH118
    if __file__ != _ICI:
        del sys.path[0]


def main() -> int:
    """Run the command of this process and return its exit status."""
    from clea_cli import cli  # late: a process that only helps another has no use for it

    statut = cli.main()
    # All memory goes with the process: to look through it for cycles first is a tenth of a score.
    gc.freeze()
    return statut


if __name__ == "__main__":
    sys.exit(main())
