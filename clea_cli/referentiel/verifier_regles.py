"""What the rules of a référentiel must mean, and its examples: what they name exists, what they ask can be reached."""

from collections.abc import Collection, Iterator

from clea_cli.diagnostics.proches import conseil_proche, parmi
from clea_cli.referentiel.referentiel import Points, Referentiel, Regle, Resultat, SousDomaine
from clea_cli.referentiel.verifier_codes import Codes
from clea_cli.sources.texte import Chemin, Constat, TexteLu


def fautes(referentiel: Referentiel, texte: TexteLu, codes: Codes) -> Iterator[Constat]:
    """Yield the faults of the rules and of the examples. Errors: R204, R304, R305, R308, R310, R330."""
    yield from _par_defaut(referentiel, texte)
    for rang, regle in enumerate(referentiel.regles):
        yield from _exigences(regle, ("regles", rang), texte)
        yield from _comptes(regle, ("regles", rang, "sous_domaine"), texte, codes)
    yield from _exemples(referentiel, texte, codes)


def _par_defaut(referentiel: Referentiel, texte: TexteLu) -> Iterator[Constat]:
    regles = range(len(referentiel.regles))
    defauts = [rang for rang in regles if referentiel.regles[rang].defaut]
    if not regles or len(defauts) == 1:
        return
    # The one that is missing, or too many, may be a word that was lost.
    if any(texte.perdu("regles", rang, "defaut") for rang in regles):
        return
    if defauts:
        chemin: Chemin = ("regles", defauts[1], "defaut")
        compte = f"{len(defauts)} règles sont « defaut: true »"
    else:
        chemin = ("regles",)
        compte = "aucune règle n'est « defaut: true »"
    yield texte.constat("R308", chemin, compte=compte)


def _exigences(regle: Regle, chemin: Chemin, texte: TexteLu) -> Iterator[Constat]:
    """Each threshold is a share of the points, and one of them says when a domaine is mastered."""
    seuils = {
        "domaine": regle.seuil_domaine,
        "sous_domaine": regle.seuil_sous_domaine,
        "ensemble": regle.seuil_ensemble,
    }
    for niveau, seuil in seuils.items():
        if seuil is not None and seuil > 1:
            ici = (*chemin, niveau, "seuil")
            valeur = texte.ecrit(ici, f"{seuil.numerator}/{seuil.denominator}")
            conseil = 'un seuil est une fraction de 0 à 1 entre guillemets : "75/100".'
            yield texte.constat("R204", ici, valeur=valeur, conseil=conseil)
    perdus = texte.perdu(*chemin, "domaine") or texte.perdu(*chemin, "sous_domaine")
    if seuils["domaine"] is None and seuils["sous_domaine"] is None and not perdus:
        yield texte.constat("R310", (*chemin, "id"), id=regle.id)


def _comptes(regle: Regle, chemin: Chemin, texte: TexteLu, codes: Codes) -> Iterator[Constat]:
    """What a rule asks of a sous-domaine or of a critère: it exists, and can give that many points."""
    totaux = dict(_totaux(texte, codes))
    for code, compte in regle.comptes.items():
        ici = (*chemin, "exceptions", code)
        if code not in codes.sous_domaines and not codes.perdu(code):
            inconnu = _inconnu(code, "un sous-domaine", codes.sous_domaines)
            yield texte.constat_de_cle("R305", ici, **inconnu)
        total = totaux.get(code)
        if total is not None and compte.requis > total:
            requis = compte.requis
            yield texte.constat("R304", (*ici, "requis"), requis=requis, code=code, total=total)
    obligatoires = (*chemin, "obligatoires")
    for place, code in enumerate(regle.obligatoires):
        ici = (*obligatoires, place)
        premier = regle.obligatoires.index(code)
        if premier < place:
            premiere = texte.ligne((*obligatoires, premier))
            yield texte.constat("R330", ici, code=code, premiere=premiere)
        yield from _critere_inconnu(texte, ici, code, codes)


def _totaux(texte: TexteLu, codes: Codes) -> Iterator[tuple[str, Points]]:
    """The points of each sous-domaine, by code, where all of them can be known."""
    for ligne in codes.lignes:
        if not isinstance(ligne.valeur, SousDomaine):
            continue
        criteres = ligne.valeur.criteres
        ici = (*ligne.chemin, "criteres")
        perdus = any(texte.perdu(*ici, c, "points") for c in range(len(criteres)))
        if not texte.perdu(*ici) and not perdus:
            yield codes.vrais[ligne.chemin], sum(critere.points for critere in criteres)


def _exemples(referentiel: Referentiel, texte: TexteLu, codes: Codes) -> Iterator[Constat]:
    regles = [regle.id for regle in referentiel.regles]
    # The name that is missing may be one that was lost, or that another rule bears by mistake.
    perdus = any(texte.perdu("regles", rang, "id") for rang in range(len(regles)))
    anonymes = perdus or texte.perdu("regles") or len(set(regles)) < len(regles)
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


def _critere_inconnu(texte: TexteLu, chemin: Chemin, code: str, codes: Codes) -> Iterator[Constat]:
    if code not in codes.criteres and not codes.perdu(code):
        yield texte.constat("R305", chemin, **_inconnu(code, "un critère", codes.criteres))


def _inconnu(nom: str, niveau: str, admis: Collection[str]) -> dict[str, str]:
    """What to say of a name that is unknown; a code is only taken for another of the same parent."""
    parent = nom.rpartition(".")[0]
    freres = [autre for autre in admis if autre.rpartition(".")[0] == parent]
    _, _, mot = niveau.partition(" ")
    debut = f"{mot}s possibles"
    conseil = conseil_proche(nom, freres, debut) if freres else parmi(list(admis), debut)
    return {"code": nom, "niveau": niveau, "conseil": conseil}
