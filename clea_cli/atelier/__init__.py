"""Référentiels as code, for those who maintain them: `comparaison`, `importer`, `formater`,
`decrire` and `rendus`.
"""
