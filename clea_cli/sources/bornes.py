"""How large a file may be, and what those of a référentiel are called.

They stand apart: what ships is read without loading anything of YAML, of CSV or of workbooks.
"""

SUFFIXES = (".yaml", ".yml", ".json")  # of the file of a référentiel
YAML_OCTETS_MAX = 5_000_000  # of a YAML file
TABLE_OCTETS_MAX = 20_000_000  # of a CSV file or a workbook, whatever its rows are
