"""Tests with real programs: a browser, an office suite. `make test-reel` installs them from Debian's packages."""
