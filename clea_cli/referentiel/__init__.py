"""What is evaluated and by which rule: `referentiel` and `contexte` (values), `modele` and `lire`
(YAML in), `verifier*` (what it must mean), `livres` (those that ship).
"""
