"""What is evaluated and by which rule: `referentiel` and `contexte` (values), `modele` (its rules
and its facts in files of their own) and `lire` (YAML in), `verifier*` (what it must mean), `livres`
(those that ship).
"""
