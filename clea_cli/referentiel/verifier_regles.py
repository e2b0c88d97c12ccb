"""What the rules of a référentiel and its examples must mean: what they name exists, and can be."""

from collections.abc import Collection, Iterator, Mapping

from clea_cli.diagnostics.proches import conseil_proche, parmi
from clea_cli.referentiel.referentiel import Points, Referentiel, Regle, Resultat, SousDomaine
from clea_cli.referentiel.verifier_codes import Codes
from clea_cli.sources.texte import Chemin, Constat, TexteLu


def fautes(referentiel: Referentiel, texte: TexteLu, codes: Codes) -> Iterator[Constat]:
    """Yield the faults of the rules and examples. Errors: R204, R304, R305, R308, R310, R330."""
    yield from _par_defaut(referentiel, texte)
    totaux = _totaux(texte, codes)
    for rang, regle in enumerate(referentiel.regles):
        chemin: Chemin = ("regles", rang)
        exceptions = (*chemin, "sous_domaine", "exceptions")
        obligatoires = (*chemin, "sous_domaine", "obligatoires")
        yield from _exigences(regle, chemin, texte)
        yield from _comptes(regle, exceptions, texte, codes, totaux)
        yield from _obligatoires(regle, obligatoires, texte, codes)
    yield from _exemples(referentiel, texte, codes)


def _par_defaut(referentiel: Referentiel, texte: TexteLu) -> Iterator[Constat]:
    """One rule, and one only, is that by default."""
    defauts: list[int] = []
    for rang, regle in enumerate(referentiel.regles):
        # The one that is missing, or too many, may be a word that was lost.
        if texte.perdu("regles", rang, "defaut"):
            return
        if regle.defaut:
            defauts.append(rang)
    if not referentiel.regles or len(defauts) == 1:
        return
    chemin: Chemin = ("regles",)
    compte = "aucune règle n'est « defaut: true »"
    if defauts:
        chemin = ("regles", defauts[1], "defaut")
        compte = f"{len(defauts)} règles sont « defaut: true »"
    yield texte.constat("R308", chemin, compte=compte)


def _exigences(regle: Regle, chemin: Chemin, texte: TexteLu) -> Iterator[Constat]:
    """Each threshold is a share of the points, and one says when a domaine is mastered."""
    seuils = {
        "domaine": regle.seuil_domaine,
        "sous_domaine": regle.seuil_sous_domaine,
        "ensemble": regle.seuil_ensemble,
    }
    for niveau, seuil in seuils.items():
        if seuil is None or seuil <= 1:
            continue
        ici = (*chemin, niveau, "seuil")
        # As its author wrote it: « 150/100 », where the fraction would say 3/2.
        reduit = f"{seuil.numerator}/{seuil.denominator}"
        valeur = texte.ecrit(ici, reduit)
        conseil = 'un seuil est une fraction de 0 à 1 entre guillemets : "75/100".'
        yield texte.constat("R204", ici, valeur=valeur, conseil=conseil)
    # Without either, every domaine would be mastered by everybody.
    if regle.seuil_domaine is not None or regle.seuil_sous_domaine is not None:
        return
    if texte.perdu(*chemin, "domaine") or texte.perdu(*chemin, "sous_domaine"):
        return
    yield texte.constat("R310", (*chemin, "id"), id=regle.id)


def _comptes(
    regle: Regle, chemin: Chemin, texte: TexteLu, codes: Codes, totaux: Mapping[str, Points]
) -> Iterator[Constat]:
    """What a rule asks of one sous-domaine: it exists, and can give that many points."""
    for code, compte in regle.comptes.items():
        ici = (*chemin, code)
        if code not in codes.sous_domaines and not codes.perdu(code):
            inconnu = _inconnu(code, "un sous-domaine", codes.sous_domaines)
            yield texte.constat_de_cle("R305", ici, **inconnu)
        total = totaux.get(code)
        requis = compte.requis
        if total is not None and requis > total:
            faits = {"requis": requis, "code": code, "total": total}
            yield texte.constat("R304", (*ici, "requis"), **faits)


def _obligatoires(regle: Regle, chemin: Chemin, texte: TexteLu, codes: Codes) -> Iterator[Constat]:
    """The critères that a rule wants acquired: each exists, and is told once."""
    for place, code in enumerate(regle.obligatoires):
        ici = (*chemin, place)
        # A code that stood before is told again, beside where it was told first.
        premier = regle.obligatoires.index(code)
        if premier < place:
            premiere = texte.ligne((*chemin, premier))
            yield texte.constat("R330", ici, code=code, premiere=premiere)
        yield from _critere_inconnu(texte, ici, code, codes)


def _totaux(texte: TexteLu, codes: Codes) -> dict[str, Points]:
    """The points of each sous-domaine, by code, where all of them can be known."""
    totaux: dict[str, Points] = {}
    for ligne in codes.lignes:
        if not isinstance(ligne.valeur, SousDomaine):
            continue
        criteres = ligne.valeur.criteres
        if not _points_perdus((*ligne.chemin, "criteres"), len(criteres), texte):
            code = codes.vrais[ligne.chemin]
            totaux[code] = sum(critere.points for critere in criteres)
    return totaux


def _points_perdus(criteres: Chemin, combien: int, texte: TexteLu) -> bool:
    """Whether a critère of a list may be missing, or worth something else than it says."""
    if texte.perdu(*criteres):
        return True
    return any(texte.perdu(*criteres, rang, "points") for rang in range(combien))


def _exemples(referentiel: Referentiel, texte: TexteLu, codes: Codes) -> Iterator[Constat]:
    """What an example names exists, and each critère is told once."""
    regles = [regle.id for regle in referentiel.regles]
    anonymes = _regles_sans_nom_sur(regles, texte)
    for rang, exemple in enumerate(referentiel.exemples):
        chemin: Chemin = ("exemples", rang)
        regle = exemple.regle
        if regle is not None and regle not in regles and not anonymes:
            inconnu = _inconnu(regle, "une règle", regles)
            yield texte.constat("R305", (*chemin, "regle"), **inconnu)
        # Critères are told by answer: the place of each is its rank among those of its answer.
        vus: dict[str, Chemin] = {}
        places = dict.fromkeys(Resultat, 0)
        for code, resultat in exemple.sauf:
            ici = (*chemin, "sauf", resultat.value, places[resultat])
            places[resultat] += 1
            yield from _critere_inconnu(texte, ici, code, codes)
            if code in vus:
                premiere = texte.ligne(vus[code])
                yield texte.constat("R330", ici, code=code, premiere=premiere)
            vus.setdefault(code, ici)


def _regles_sans_nom_sur(regles: list[str], texte: TexteLu) -> bool:
    """Whether a name that no rule bears may be one that was lost, or that another rule bears."""
    en_double = len(set(regles)) < len(regles)
    if en_double or texte.perdu("regles"):
        return True
    rangs = range(len(regles))
    return any(texte.perdu("regles", rang, "id") for rang in rangs)


def _critere_inconnu(texte: TexteLu, chemin: Chemin, code: str, codes: Codes) -> Iterator[Constat]:
    if code in codes.criteres or codes.perdu(code):
        return
    inconnu = _inconnu(code, "un critère", codes.criteres)
    yield texte.constat("R305", chemin, **inconnu)


def _inconnu(nom: str, niveau: str, admis: Collection[str]) -> dict[str, str]:
    """What to say of an unknown name; a code is only taken for another of the same parent."""
    parent = _parent(nom)
    freres = [autre for autre in admis if _parent(autre) == parent]
    # « Un critère », then « critères possibles ».
    _, _, mot = niveau.partition(" ")
    debut = f"{mot}s possibles"
    conseil = parmi(list(admis), debut)
    if freres:
        conseil = conseil_proche(nom, freres, debut)
    return {"code": nom, "niveau": niveau, "conseil": conseil}


def _parent(code: str) -> str:
    """The code of the line above; empty for a name."""
    parent, _, _ = code.rpartition(".")
    return parent
