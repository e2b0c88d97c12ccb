"""Values out: words and numbers, texts on a screen, CSV, xlsx and ods, the faults that are shown.

Nothing here knows what it writes: plain values come in, text or bytes leave.
"""
