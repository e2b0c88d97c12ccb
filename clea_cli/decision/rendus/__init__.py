"""Verdicts, a format a file: plain values in, text or bytes out."""
