"""`python -m clea_cli`, and the `clea` command itself."""

import sys

from clea_cli.cli import main

if __name__ == "__main__":
    sys.exit(main())
