"""Text or bytes in, values with positions out. The quirks of YAML and CSV end here."""
