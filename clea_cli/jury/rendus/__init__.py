"""The papers of a session, a format a file: plain values in, text or bytes out."""
