"""Text and bytes in, with places: bornes, fichiers, encodages, lignes_csv, classeur, table, YAML
and its models.

What a row or a value means is for the rooms above.
"""
