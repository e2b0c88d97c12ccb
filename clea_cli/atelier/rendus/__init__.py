"""Comparisons, verifications, référentiels, a format a file: plain values in, text or bytes out."""
