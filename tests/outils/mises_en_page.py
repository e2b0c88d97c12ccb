"""Sixteen layouts of grilles as people make them, each of any candidates' answers.

A layout gives the rows of a sheet, from the answers (« A », « N », « E » in the order of CléA's
critères) of one candidate or several. None follows the grille that the program writes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from clea_cli.decision.charger import charger

CLEA = charger("clea").value
CRITERES = list(CLEA.criteres)
CODES = [critere.code for critere in CRITERES]

Rangees = list[list[str]]
Reponses = Mapping[str, str]  # a candidate's reference -> « AANE… », a letter a critère

MOTS = {"A": "acquis", "N": "non acquis", "E": "non évalué"}


def _une(candidats: Reponses) -> str:
    [reponses] = candidats.values()
    return reponses


def _avec_titres() -> Iterator[tuple[str, str, list[int]]]:
    """Each domaine and sous-domaine: its code, its label, the ranks of its critères (none of a domaine)."""
    rang = 0
    for domaine in CLEA.domaines:
        yield domaine.code, domaine.libelle, []
        for sous_domaine in domaine.sous_domaines:
            nombre = len(sous_domaine.criteres)
            yield sous_domaine.code, sous_domaine.libelle, list(range(rang, rang + nombre))
            rang += nombre


def statuts(candidats: Reponses) -> Rangees:
    """« N° ; Critère évalué ; Statut », answers in the feminine, a full stop at the end."""
    mots = {"A": "Acquise.", "N": "Non acquise.", "E": "Non évaluée."}
    lignes = [["N°", "Critère évalué", "Statut"]]
    for critere, lettre in zip(CRITERES, _une(candidats), strict=True):
        lignes.append([critere.code, critere.libelle, mots[lettre]])
    return lignes


def livret(candidats: Reponses) -> Rangees:
    """A booklet: whose it is, titles of domaines and sous-domaines, a total a domaine, signatures."""
    [(reference, reponses)] = candidats.items()
    lignes = [["GRILLE D'ÉVALUATION CLÉA"], ["Organisme :", "Exemple Formation"], []]
    lignes += [["Candidat :", reference], ["Date de l'évaluation :", "12/03/2026"], []]
    lignes.append(["Réf.", "Indicateur", "Évaluation", "Observations"])
    acquis = 0
    for code, libelle, rangs in _avec_titres():
        if not rangs:
            if acquis:
                lignes.append(["", "Total du domaine", str(acquis), ""])
            acquis = 0
            lignes.append([f"DOMAINE {code}", libelle.upper(), "", ""])
            continue
        lignes.append([code, libelle, "", ""])
        for rang in rangs:
            acquis += reponses[rang] == "A"
            note = "à revoir" if reponses[rang] == "N" else ""
            lignes.append([CODES[rang], CRITERES[rang].libelle, MOTS[reponses[rang]], note])
    lignes += [["", "TOTAL GÉNÉRAL", str(reponses.count("A")), ""], []]
    lignes += [["Évaluateur :", "M. Durand", "", ""], ["Date :", "12/03/2026", "", ""]]
    return [*lignes, ["Signature de l'évaluateur", "", "Signature du candidat", ""]]


def cases_colorees(candidats: Reponses) -> Rangees:
    """Three columns to tick, ticks in colour, empty boxes marked."""
    lignes = [["Item", "Libellé", "Acquis", "Non acquis", "Non évalué"]]
    for critere, lettre in zip(CRITERES, _une(candidats), strict=True):
        cases = ["✔️" if lettre == colonne else "-" for colonne in "ANE"]
        lignes.append([critere.code, critere.libelle, *cases])
    return lignes


def oui_non(candidats: Reponses) -> Rangees:
    """Columns to tick called Oui and Non, and what was not seen."""
    lignes = [["Compétence", "Oui", "Non", "Non vu", "Remarques"]]
    for critere, lettre in zip(CRITERES, _une(candidats), strict=True):
        cases = ["X" if lettre == colonne else "" for colonne in "ANE"]
        lignes.append(
            [f"{critere.code} {critere.libelle}", *cases, "oral" if lettre == "N" else ""]
        )
    return lignes


def prefixes(candidats: Reponses) -> Rangees:
    """Codes with a letter before, the competence beside, answers in capitals."""
    lignes = [["Code compétence", "Compétence", "Positionnement", "Commentaires"]]
    for critere, lettre in zip(CRITERES, _une(candidats), strict=True):
        lignes.append([f"C{critere.code}", critere.libelle, MOTS[lettre].upper(), ""])
    return lignes


def code_et_libelle(candidats: Reponses) -> Rangees:
    """The code and the label in one cell."""
    lignes = [["Critères d'évaluation", "Résultat (A / NA / NE)"]]
    lettres = {"A": "A", "N": "NA", "E": "NE"}
    for critere, lettre in zip(CRITERES, _une(candidats), strict=True):
        lignes.append([f"{critere.code} - {critere.libelle}", lettres[lettre]])
    return lignes


def deux_lignes_de_titres(candidats: Reponses) -> Rangees:
    """Headings on two rows, the upper ones merged."""
    lignes = [["N°", "Critère", "Résultat", "", "", "Commentaire"]]
    lignes.append(["", "", "Acquis", "Non acquis", "Non évalué", ""])
    for critere, lettre in zip(CRITERES, _une(candidats), strict=True):
        cases = ["x" if lettre == colonne else "" for colonne in "ANE"]
        lignes.append([f"{critere.code}.", critere.libelle, *cases, ""])
    return lignes


def promotion(candidats: Reponses) -> Rangees:
    """A row a trainee, a column a critère, the labels below the headings, sums at the foot."""
    lignes = [["Nom", "Groupe", *CODES], ["", "", *(critere.libelle for critere in CRITERES)]]
    for reference, reponses in candidats.items():
        lignes.append([reference, "matin", *(MOTS[lettre] for lettre in reponses)])
    par_critere = zip(*candidats.values(), strict=True)
    return [*lignes, ["Total", "", *(str(lettres.count("A")) for lettres in par_critere)]]


def en_travers(candidats: Reponses) -> Rangees:
    """Critères down, candidates across."""
    lignes = [["Candidat", *candidats]]
    for rang, code in enumerate(CODES):
        lignes.append([code, *(MOTS[reponses[rang]] for reponses in candidats.values())])
    return lignes


def liste(candidats: Reponses) -> Rangees:
    """A list: a row an answer, trainee by trainee."""
    lignes = [["Stagiaire", "Référence", "Libellé", "Validé (oui/non)"]]
    mots = {"A": "Oui", "N": "Non", "E": "NE"}
    for reference, reponses in candidats.items():
        for critere, lettre in zip(CRITERES, reponses, strict=True):
            lignes.append([reference, critere.code, critere.libelle, mots[lettre]])
    return lignes


def cases_de_formulaire(candidats: Reponses) -> Rangees:
    """What boxes to tick of an on-line form become: TRUE and FALSE."""
    lignes = [["ID", "Intitulé", "Acquis"]]
    for critere, lettre in zip(CRITERES, _une(candidats), strict=True):
        mot = {"A": "TRUE", "N": "FALSE", "E": "non évalué"}[lettre]
        lignes.append([critere.code.replace(".", "-"), critere.libelle, mot])
    return lignes


def domaine_par_domaine(candidats: Reponses) -> Rangees:
    """The headings repeated above each domaine, in one sheet."""
    titres = ["Critère", "Libellé", "Résultat", "Observations"]
    lignes: Rangees = []
    reponses = _une(candidats)
    for code, libelle, rangs in _avec_titres():
        if not rangs:
            lignes += [[], [f"Domaine {code} : {libelle}"], titres]
        for rang in rangs:
            lignes.append([CODES[rang], CRITERES[rang].libelle, MOTS[reponses[rang]], ""])
    return lignes


def colonnes_de_gauche(candidats: Reponses) -> Rangees:
    """The domaine and the sous-domaine in columns of their own, told once, as merged cells are."""
    lignes = [
        ["Domaine", "Sous-domaine", "Critère", "Libellé", "Auto-évaluation", "Avis de l'évaluateur"]
    ]
    reponses = _une(candidats)
    domaine = ""
    for code, libelle, rangs in _avec_titres():
        if not rangs:
            domaine = f"{code} {libelle}"
            continue
        for place, rang in enumerate(rangs):
            gauche = [domaine, f"{code} {libelle}"] if place == 0 else ["", ""]
            domaine = "" if place == 0 else domaine
            lignes.append(
                [*gauche, CODES[rang], CRITERES[rang].libelle, "oui", MOTS[reponses[rang]]]
            )
    return lignes


def sans_codes(candidats: Reponses) -> Rangees:
    """No code at all: the labels, and the answers."""
    lignes = [["Compétences", "Acquisition"]]
    for critere, lettre in zip(CRITERES, _une(candidats), strict=True):
        lignes.append([critere.libelle, MOTS[lettre]])
    return lignes


def numerote(candidats: Reponses) -> Rangees:
    """Rows numbered from 1 to 106, the code further, modes and weights beside."""
    lignes = [["N°", "Mode", "Code", "Critère", "Coefficient", "Niveau atteint", "Date"]]
    for rang, (critere, lettre) in enumerate(zip(CRITERES, _une(candidats), strict=True), start=1):
        beside = [critere.code.replace(".", ","), critere.libelle, "1", MOTS[lettre], "12/03/2026"]
        lignes.append([str(rang), "EOP"[rang % 3], *beside])
    return lignes


def participants(candidats: Reponses) -> Rangees:
    """A row a participant, codes with a letter as headings, ticks in colour for what is acquired."""
    lignes = [["Participant", *(f"D{code}" for code in CODES)]]
    mots = {"A": "✅", "N": "non", "E": "ne"}
    for reference, reponses in candidats.items():
        lignes.append([reference, *(mots[lettre] for lettre in reponses)])
    return lignes


A_UN: dict[str, Callable[[Reponses], Rangees]] = {
    une.__name__: une
    for une in (
        *(statuts, livret, cases_colorees, oui_non, prefixes, code_et_libelle),
        *(deux_lignes_de_titres, cases_de_formulaire, domaine_par_domaine, colonnes_de_gauche),
        *(sans_codes, numerote),
    )
}
A_PLUSIEURS: dict[str, Callable[[Reponses], Rangees]] = {
    une.__name__: une for une in (promotion, en_travers, liste, participants)
}


def rectangle(lignes: Sequence[Sequence[str]]) -> Rangees:
    """The rows of a sheet, each as wide as the widest, as a spreadsheet writes them."""
    largeur = max(map(len, lignes))
    return [[*ligne, *[""] * (largeur - len(ligne))] for ligne in lignes]
