"""Gather, compute, hand back: one file a job. No terminal here."""
