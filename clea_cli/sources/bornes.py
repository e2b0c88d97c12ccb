"""Text or bytes in, values with positions out. The quirks of YAML and CSV end here."""

SUFFIXES = (".yaml", ".yml", ".json")  # of the file of a référentiel
YAML_OCTETS_MAX = 5_000_000  # of a YAML file; here, for what ships is read without loading anything of YAML
