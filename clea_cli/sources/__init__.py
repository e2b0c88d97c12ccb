"""Text and bytes in, with places: bornes, fichiers, encodages, lignes_csv, classeur and
what it reads by (classeur_xlsx, classeur_ods, classeur_xls), table, YAML and its models.

What a row or a value means is for the rooms above.
"""
