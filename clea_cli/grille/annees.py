"""The years in which an évaluation can be: before, there was no CléA; after, it is a slip."""

PREMIERE_ANNEE, DERNIERE_ANNEE = 2015, 2100
