"""Two grilles of one candidate in words, and the one to complete by hand where they differ."""

from collections.abc import Iterator
from fractions import Fraction

from clea_cli.decision.decision import Decision
from clea_cli.decision.mots import VERDICTS
from clea_cli.decision.mots_a_trancher import entre, haut
from clea_cli.decision.vues_rapprochement import AccordVu, EcartVu, RapprochementVu
from clea_cli.grille.accord import Accord, Rapprochement
from clea_cli.grille.mots import TITRES, LigneEcrite
from clea_cli.grille.preambule import Preambule
from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.sorties.chemins import chemin_ecrit
from clea_cli.sorties.nombres import pourcent


def voir(fait: Rapprochement, a: tuple[str, Decision], b: tuple[str, Decision]) -> RapprochementVu:
    """Put a comparison into words; `a` and `b` are the files, with the décision that each gives."""
    fichier_a, decision_a = a
    fichier_b, decision_b = b
    domaines: list[AccordVu] = []
    for domaine, accord in fait.domaines:
        vu = _accord(domaine.code, domaine.libelle, accord)
        domaines.append(vu)
    ecarts: list[EcartVu] = []
    for critere, (reponse_a, reponse_b) in fait.ecarts:
        ecart = EcartVu(
            code=critere.code,
            libelle=critere.libelle,
            a=reponse_a.libelle,
            b=reponse_b.libelle,
        )
        ecarts.append(ecart)
    _, verdict_a = VERDICTS[decision_a.verdict]
    _, verdict_b = VERDICTS[decision_b.verdict]
    return RapprochementVu(
        candidat=decision_a.grille.candidat,
        a=chemin_ecrit(fichier_a),
        b=chemin_ecrit(fichier_b),
        verdict_a=verdict_a,
        verdict_b=verdict_b,
        ensemble=_accord("", "Ensemble", fait.ensemble),
        domaines=tuple(domaines),
        ecarts=tuple(ecarts),
    )


def a_completer(
    referentiel: Referentiel,
    fait: Rapprochement,
    decision: Decision,
    hauts: tuple[Preambule, Preambule],
) -> Iterator[LigneEcrite]:
    """Yield the rows of a grille where both agree; the others wait for a word.

    They are refused until they have one. Of what `hauts` say above their headings, every line is
    kept.
    """
    yield from haut(referentiel, decision.grille.candidat, hauts)
    yield TITRES
    ecarts = {ecart.critere.code: ecart.reponses for ecart in fait.ecarts}
    for rang, critere in enumerate(referentiel.criteres):
        reponse = decision.grille.resultat(rang).libelle
        note = ""
        if critere.code in ecarts:
            reponse = ""
            note = entre(ecarts[critere.code])
        yield critere.code, critere.libelle, reponse, note


def _accord(code: str, libelle: str, accord: Accord) -> AccordVu:
    return AccordVu(
        code=code,
        libelle=libelle,
        memes=f"{accord.memes}/{accord.total}",
        pourcent=pourcent(Fraction(accord.memes, accord.total)),
        kappa=_kappa(accord.kappa),
    )


def _kappa(kappa: Fraction | None) -> str:
    """Two decimals, cut towards zero; nothing where chance alone explains all."""
    if kappa is None:
        return "sans objet"
    en_centiemes = int(abs(kappa) * 100)
    entiers, centiemes = divmod(en_centiemes, 100)
    # What is cut to nothing has no sign: « -0,00 » would say less than nothing.
    signe = "-" if kappa < 0 and en_centiemes else ""
    return f"{signe}{entiers},{centiemes:02}"
