"""Grilles to fill in, a format a file: plain values in, bytes out."""
