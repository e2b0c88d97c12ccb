"""The workbooks that people fill in or print, told line by line: texts, looks, what may be typed or is printed."""

import tempfile
from datetime import date
from fractions import Fraction
from io import BytesIO

import pytest
from openpyxl import load_workbook

from clea_cli import __version__
from clea_cli.cohorte.rendus import xlsx
from clea_cli.cohorte.vues import CohorteVue, LigneDeTableau, Mesure, Part, TableauVu
from clea_cli.grille.rendus import xlsx as grille_xlsx
from clea_cli.grille.vues import DomaineGrille, GrilleVue, LigneGrille
from clea_cli.jury.rendus import decisions_xlsx, session_xlsx
from clea_cli.jury.vues_session import DomaineDuDossier, DossierVu, MembreVu, RefusVu, SessionVue
from clea_cli.sorties import tableur_xlsx
from tests.outils.lire_classeurs import decrire

ECHAPPE = "\x1b"  # never obeyed: it is shown

GRILLE = GrilleVue(
    "jouet",
    "1.0",
    "Jouet",
    f"un {ECHAPPE}brouillon",
    f"C-1{ECHAPPE}",
    None,
    (
        DomaineGrille(
            "1",
            f"Lire{ECHAPPE}",
            Fraction(5, 2),
            2,
            (
                LigneGrille(
                    "1.1.1", f"Lire un mot{ECHAPPE}", Fraction(1, 2), "acquis", f"vu{ECHAPPE}"
                ),
                LigneGrille("1.1.2", "L" * 65, 2, "non évalué"),
            ),
        ),
        DomaineGrille("2", "É" * 130, 1, None, (LigneGrille("2.1.1", "É" * 64, 1, "non acquis"),)),
    ),
    ("acquis", "non acquis", "non évalué"),
    etapes=("préalable", "finale"),
)
SESSION = SessionVue(
    "s1",
    "2026-12-01",
    "Lyon",
    "Organisme",
    "CléA",
    "règle",
    (
        MembreVu(f"Ana{ECHAPPE}", "employeurs", president=True),
        MembreVu("Bob", "salaries", president=False),
    ),
    (("d1", "Lire"), ("d2", "Écrire")),
    (
        DossierVu(
            "D-1",
            "salarié",
            f"OPCO{ECHAPPE}",
            "certifiable",
            "Certifiable",
            "3/4",
            (
                DomaineDuDossier("d1", "maitrise", "oui"),
                DomaineDuDossier("d2", "non_maitrise", "non"),
            ),
            ("à un point", "doute"),
            2,
        ),
        DossierVu(
            "D-2",
            "",
            "",
            "indetermine",
            "Indéterminé",
            "1/4",
            (DomaineDuDossier("d1", "indetermine", "?"), DomaineDuDossier("d2", "maitrise", "oui")),
            (),
            1,
        ),
    ),
    (RefusVu("D-3", (("F203", "mot inconnu"), ("F205", "manque"))),),
)
COHORTE = CohorteVue(
    "Cohorte de 4 personnes",
    (f"fait{ECHAPPE}", "L" * 99, "L" * 100, "L" * 200),
    ("peu de monde",),
    (
        TableauVu(
            "verdicts",
            "Les verdicts",
            "phrase",
            ("Verdict", "personnes", "points", "durée", "essais"),
            (
                LigneDeTableau(
                    f"oui{ECHAPPE}",
                    (Part(2, 3), Mesure(745, "%"), Mesure(90, "h"), 12),
                    detail=f"vu{ECHAPPE}",
                ),
                LigneDeTableau("non", (None, f"à voir{ECHAPPE}", None, 7)),
            ),
        ),
        TableauVu("sites", "Par site", "phrase", ("site", "n (%)"), ()),
        TableauVu("long", "Tout", "phrase", ("a", *"bcdefghi"), (LigneDeTableau("x", (1,) * 8),)),
        TableauVu(
            "trop",
            "Tout",
            "phrase",
            ("a", *"bcdefghi"),
            (LigneDeTableau("x", (*(1,) * 7, Part(1, 1))),),
        ),
    ),
    "légende",
    (("Référentiel", "jouet"), ("", "seul")),
)

SUR_UNE_FEUILLE = """
Grille jouet 1.0 | clea | clea | 2000-01-01T00:00:00Z | 2000-01-01T00:00:00Z
# Mode d'emploi
sheetView workbookViewId=0
largeurs 1-1:101
A1 [gras @ haut plié] Remplir cette grille
A3 [@ haut plié] 1. Choisissez une réponse par ligne dans la liste de la colonne « resultat » : acquis, non acquis ou non évalué.
A4 [@ haut plié] 2. Ce qui n'a pas été évalué reste « non évalué » : ne laissez aucune case vide.
A5 [@ haut plié] 3. Écrivez la référence du candidat, jamais son nom.
A6 [@ haut plié] 4. Écrivez le jour de l'évaluation, et choisissez laquelle c'est : préalable ou finale.
A7 [@ haut plié] 5. Les codes et les libellés sont protégés ; la protection n'a pas de mot de passe.
A8 [@ haut plié] 6. Le compte de chaque domaine se fait tout seul. Il aide à suivre ; le verdict est celui de « clea score ».
A9 [@ haut plié] 7. Enregistrez, puis tapez : clea score suivi du nom du fichier.
A11 [gras @ haut plié] Attention : un ␛brouillon
sheetProtection sheet=1 objects=1 scenarios=1
# Grille
sheetView tabSelected=1 workbookViewId=0
pane xSplit=2 ySplit=7 topLeftCell=C8 activePane=bottomRight state=frozen
largeurs 1-1:15 2-2:71 3-3:17 4-4:41
A1 [gras @ haut plié] référentiel
B1 [@ haut plié] jouet
A2 [gras @ haut plié] version
B2 [@ haut plié] 1.0
A3 [gras @ haut plié] candidat
B3 [FFFFFDF5 thin FFDEDBD2 @ haut plié libre] C-1␛
hauteur 4: 30
A4 [gras @ haut plié] date de l'évaluation
B4 [FFFFFDF5 thin FFDEDBD2 dd/mm/yyyy à gauche haut plié libre] ·
A5 [gras @ haut plié] évaluation
B5 [FFFFFDF5 thin FFDEDBD2 @ haut plié libre] ·
A7:D7 [gras FFFFFFFF FF1D2430 @ haut plié] critere | libelle | resultat | commentaire
A8:D8 [gras FFECEBE6 @ haut plié] · | Domaine 1 : Lire␛ | · | =SUMPRODUCT((C9:C10="acquis")*{0.5;2})&" sur 2.5 ; 2 requis ; "&COUNTIF(C9:C10,"non évalué")&" à évaluer" -> 0.5 sur 2.5 ; 2 requis ; 1 à évaluer
A9:B9 [@ haut plié] 1.1.1 | Lire un mot␛
C9:D9 [FFFFFDF5 thin FFDEDBD2 @ haut plié libre] acquis | vu␛
hauteur 10: 30
A10:B10 [@ haut plié] 1.1.2 | {65 L}
C10:D10 [FFFFFDF5 thin FFDEDBD2 @ haut plié libre] non évalué | ·
hauteur 11: 45
A11:D11 [gras FFECEBE6 @ haut plié] · | Domaine 2 : {130 É} | · | =SUMPRODUCT((C12:C12="acquis")*{1})&" sur 1 ; "&COUNTIF(C12:C12,"non évalué")&" à évaluer" -> 0 sur 1 ; 0 à évaluer
A12:B12 [@ haut plié] 2.1.1 | {64 É}
C12:D12 [FFFFFDF5 thin FFDEDBD2 @ haut plié libre] non acquis | ·
sheetProtection sheet=1 objects=1 scenarios=1 formatColumns=0 formatRows=0
conditionalFormatting sqref=C9:C10
cfRule type=cellIs dxfId=FF17603A FFE2F2E6 priority=1 operator=equal
formula "acquis"
cfRule type=cellIs dxfId=FF9C2B1D FFFCE8E3 priority=2 operator=equal
formula "non acquis"
cfRule type=cellIs dxfId=FF545E6D FFECEBE6 priority=3 operator=equal
formula "non évalué"
conditionalFormatting sqref=C12
cfRule type=cellIs dxfId=FF17603A FFE2F2E6 priority=4 operator=equal
formula "acquis"
cfRule type=cellIs dxfId=FF9C2B1D FFFCE8E3 priority=5 operator=equal
formula "non acquis"
cfRule type=cellIs dxfId=FF545E6D FFECEBE6 priority=6 operator=equal
formula "non évalué"
dataValidations count=4
dataValidation type=date errorStyle=warning allowBlank=1 showInputMessage=1 showErrorMessage=1 errorTitle=Date de l'évaluation error=Ce n'est pas un jour : écrivez-le comme 28/11/2026. sqref=B4
formula1 42005
formula2 73415
dataValidation type=list allowBlank=1 showInputMessage=1 showErrorMessage=1 errorTitle=Évaluation error=Choisissez préalable ou finale, ou laissez la case vide. sqref=B5
formula1 "préalable,finale"
dataValidation type=list showInputMessage=1 showErrorMessage=1 errorTitle=Réponse non admise error=Réponses admises : acquis, non acquis, non évalué. sqref=C9:C10
formula1 "acquis,non acquis,non évalué"
dataValidation type=list showInputMessage=1 showErrorMessage=1 errorTitle=Réponse non admise error=Réponses admises : acquis, non acquis, non évalué. sqref=C12
formula1 "acquis,non acquis,non évalué"
pageSetup paperSize=9 fitToHeight=0 orientation=landscape
_xlnm.Print_Titles Grille!$7:$7
"""
DECISIONS = """
Décisions du jury | clea | clea | 2000-01-01T00:00:00Z | 2000-01-01T00:00:00Z
# Décisions
sheetView tabSelected=1 workbookViewId=0
pane xSplit=1 ySplit=1 topLeftCell=B2 activePane=bottomRight state=frozen
largeurs 1-2:17 3-3:25 4-4:51 5-6:19 7-7:11
A1:G1 [gras FFFFFFFF FF1D2430 @ haut plié] dossier | proposition | décision | motif | a | b | c
A2:B2 [@ haut plié] D-1 | x␛
C2:F2 [FFFFFDF5 @ haut plié libre] · | · | · | ·
G2 [@ haut plié] ·
sheetProtection sheet=1 objects=1 scenarios=1 formatColumns=0 formatRows=0
dataValidations count=1
dataValidation type=list allowBlank=1 showInputMessage=1 showErrorMessage=1 errorTitle=Décision non admise sqref=C2
formula1 "certifié,ajourné"
pageSetup paperSize=9 fitToHeight=0 orientation=landscape
_xlnm.Print_Titles Décisions!$1:$1
"""
SESSION_ECRITE = """
Session s1 | clea | clea | 2000-01-01T00:00:00Z | 2000-01-01T00:00:00Z
# À regarder d'abord
sheetView tabSelected=1 workbookViewId=0
pane xSplit=1 ySplit=1 topLeftCell=B2 activePane=bottomRight state=frozen
largeurs 1-1:17 2-2:19 3-3:91
A1:C1 [gras FFFFFFFF FF1D2430 @ haut plié] dossier | proposition | pourquoi
A2:C2 [@ haut plié] D-1 | Certifiable | à un point ; doute
printOptions gridLines=1
pageSetup paperSize=9 fitToHeight=0 orientation=landscape
# Liste
sheetView workbookViewId=0
pane xSplit=1 ySplit=1 topLeftCell=B2 activePane=bottomRight state=frozen
largeurs 1-1:17 2-3:21 4-4:19 5-5:17 6-7:15
A1:G1 [gras FFFFFFFF FF1D2430 @ haut plié] dossier | statut | prescripteur | proposition | points | d1 | d2
A2:E2 [@ haut plié] D-1 | salarié | OPCO␛ | Certifiable | 3/4
F2 [FF17603A FFE2F2E6 @ haut plié] oui
G2 [FF9C2B1D FFFCE8E3 @ haut plié] non
A3:E3 [@ haut plié] D-2 | · | · | Indéterminé | 1/4
F3 [FF545E6D FFECEBE6 @ haut plié] ?
G3 [FF17603A FFE2F2E6 @ haut plié] oui
printOptions gridLines=1
pageSetup paperSize=9 fitToHeight=0 orientation=landscape
# Émargement
sheetView workbookViewId=0
pane xSplit=1 ySplit=1 topLeftCell=B2 activePane=bottomRight state=frozen
largeurs 1-1:31 2-2:17 3-3:15 4-4:41
A1:D1 [gras FFFFFFFF FF1D2430 @ haut plié] membre | collège | présidence | signature
hauteur 2: 36
A2:D2 [@ haut plié] Ana␛ | employeurs | préside | ·
hauteur 3: 36
A3:D3 [@ haut plié] Bob | salaries | · | ·
printOptions gridLines=1
pageSetup paperSize=9 fitToHeight=0 orientation=landscape
# Pas prêts
sheetView workbookViewId=0
pane xSplit=1 ySplit=1 topLeftCell=B2 activePane=bottomRight state=frozen
largeurs 1-1:17 2-2:11 3-3:101
A1:C1 [gras FFFFFFFF FF1D2430 @ haut plié] dossier | code | ce qui ne va pas
A2:C2 [@ haut plié] D-3 | F203 | mot inconnu
A3:C3 [@ haut plié] D-3 | F205 | manque
printOptions gridLines=1
pageSetup paperSize=9 fitToHeight=0 orientation=landscape
_xlnm.Print_Titles Liste!$1:$1
_xlnm.Print_Titles 'Pas prêts'!$1:$1
_xlnm.Print_Titles 'À regarder d''abord'!$1:$1
_xlnm.Print_Titles Émargement!$1:$1
"""
COHORTE_ECRITE = """
Cohorte de 4 personnes | clea | clea | 2000-01-01T00:00:00Z | 2000-01-01T00:00:00Z
# à lire
sheetView tabSelected=1 workbookViewId=0
largeurs 1-1:101
A1 [gras 16 points] Cohorte de 4 personnes
hauteur 3: 16
A3 [haut plié] fait␛
hauteur 4: 16
A4 [haut plié] {99 L}
hauteur 5: 32
A5 [haut plié] {100 L}
hauteur 6: 48
A6 [haut plié] {200 L}
hauteur 7: 16
A7 [haut plié] Attention : peu de monde.
hauteur 8: 16
A8 [haut plié] légende
hauteur 9: 16
A9 [haut plié] Référentiel : jouet
hauteur 10: 16
A10 [haut plié] seul
hauteur 11: 16
A11 [haut plié] Calculé par clea VERSION.
pageSetup paperSize=9 fitToHeight=0 orientation=landscape
# verdicts
sheetView workbookViewId=0
pane xSplit=1 ySplit=1 topLeftCell=B2 activePane=bottomRight state=frozen
largeurs 1-1:23 2-2:61 3-8:14
hauteur 1: 32
A1:B1 [gras thin haut plié] Verdict | libellé
C1:G1 [gras thin à droite haut plié] personnes | personnes (%) | points | durée | essais
A2:B2 [] oui␛ | vu␛
C2 [0] 2
D2:E2 [0.0%] 0.666 | 0.745
F2 [0.0" h"] 1.5
G2 [0] 12
A3:B3 [] non | ·
C3 [penché FF6B7280 à droite] masqué
E3 [] à voir␛
F3 [penché FF6B7280 à droite] masqué
G3 [0] 7
conditionalFormatting sqref=D2:D3
cfRule type=dataBar priority=1
cfvo type=num val=0
cfvo type=num val=1
color rgb=FFA9CFC4
ext uri={B025F937-C7B1-47D3-B67F-A62EFF666E3E}
id {DA7ABA51-AAAA-BBBB-0002-000000000001}
pageSetup paperSize=9 fitToHeight=0 orientation=landscape
ext uri={78C0D931-6437-407d-A8EE-F0AAD7539E65}
cfRule type=dataBar id={DA7ABA51-AAAA-BBBB-0002-000000000001}
dataBar minLength=0 maxLength=100 border=1 gradient=0 negativeBarBorderColorSameAsPositive=0
cfvo type=num
f 0
cfvo type=num
f 1
borderColor rgb=FFA9CFC4
negativeFillColor rgb=FFFF0000
negativeBorderColor rgb=FFFF0000
axisColor rgb=FF000000
sqref D2:D3
# sites
sheetView workbookViewId=0
pane xSplit=1 ySplit=1 topLeftCell=B2 activePane=bottomRight state=frozen
largeurs 1-1:23 2-3:14
hauteur 1: 32
A1 [gras thin haut plié] site
B1 [gras thin à droite haut plié] n (%)
pageSetup paperSize=9 fitToHeight=0 orientation=landscape
# long
sheetView workbookViewId=0
pane xSplit=1 ySplit=1 topLeftCell=B2 activePane=bottomRight state=frozen
largeurs 1-1:23 2-10:14
hauteur 1: 32
A1 [gras thin haut plié] a
B1:I1 [gras thin à droite haut plié] b | c | d | e | f | g | h | i
A2 [] x
B2:I2 [0] 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1
pageSetup paperSize=9 fitToHeight=0 orientation=landscape
# trop
sheetView workbookViewId=0
pane xSplit=1 ySplit=1 topLeftCell=B2 activePane=bottomRight state=frozen
largeurs 1-1:23 2-11:9
hauteur 1: 32
A1 [gras thin haut plié] a
B1:J1 [gras thin à droite haut plié] b | c | d | e | f | g | h | i | i (%)
A2 [] x
B2:I2 [0] 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1
J2 [0.0%] 1
conditionalFormatting sqref=J2
cfRule type=dataBar priority=1
cfvo type=num val=0
cfvo type=num val=1
color rgb=FFA9CFC4
ext uri={B025F937-C7B1-47D3-B67F-A62EFF666E3E}
id {DA7ABA51-AAAA-BBBB-0005-000000000001}
pageSetup paperSize=9 fitToHeight=0 orientation=landscape
ext uri={78C0D931-6437-407d-A8EE-F0AAD7539E65}
cfRule type=dataBar id={DA7ABA51-AAAA-BBBB-0005-000000000001}
dataBar minLength=0 maxLength=100 border=1 gradient=0 negativeBarBorderColorSameAsPositive=0
cfvo type=num
f 0
cfvo type=num
f 1
borderColor rgb=FFA9CFC4
negativeFillColor rgb=FFFF0000
negativeBorderColor rgb=FFFF0000
axisColor rgb=FF000000
sqref J2
# à croiser
sheetView workbookViewId=0
pane ySplit=1 topLeftCell=A2 activePane=bottomLeft state=frozen
largeurs 1-11:17
A1:K1 [gras thin haut plié] tableau | ligne | libelle | mesure | valeur | unite | sur | pourcent | pourcent_bas | pourcent_haut | masque
A2:D2 [haut plié] verdicts | oui␛ | vu␛ | personnes
E2 [] 2
F2 [haut plié] personnes
G2:J2 [] 3 | 66.59999999999999 | 20.7 | 93.90000000000001
K2 [haut plié] non
A3:D3 [haut plié] verdicts | oui␛ | vu␛ | points
E3 [] 74.5
F3:K3 [haut plié] % | · | · | · | · | non
A4:D4 [haut plié] verdicts | oui␛ | vu␛ | durée
E4 [] 1.5
F4:K4 [haut plié] heures | · | · | · | · | non
A5:D5 [haut plié] verdicts | oui␛ | vu␛ | essais
E5 [] 12
F5:K5 [haut plié] personnes | · | · | · | · | non
A6:K6 [haut plié] verdicts | non | · | personnes | · | · | · | · | · | · | oui
A7:K7 [haut plié] verdicts | non | · | points | à voir␛ | · | · | · | · | · | non
A8:K8 [haut plié] verdicts | non | · | durée | · | · | · | · | · | · | oui
A9:D9 [haut plié] verdicts | non | · | essais
E9 [] 7
F9:K9 [haut plié] personnes | · | · | · | · | non
A10:D10 [haut plié] long | x | · | b
E10 [] 1
F10:K10 [haut plié] personnes | · | · | · | · | non
A11:D11 [haut plié] long | x | · | c
E11 [] 1
F11:K11 [haut plié] personnes | · | · | · | · | non
A12:D12 [haut plié] long | x | · | d
E12 [] 1
F12:K12 [haut plié] personnes | · | · | · | · | non
A13:D13 [haut plié] long | x | · | e
E13 [] 1
F13:K13 [haut plié] personnes | · | · | · | · | non
A14:D14 [haut plié] long | x | · | f
E14 [] 1
F14:K14 [haut plié] personnes | · | · | · | · | non
A15:D15 [haut plié] long | x | · | g
E15 [] 1
F15:K15 [haut plié] personnes | · | · | · | · | non
A16:D16 [haut plié] long | x | · | h
E16 [] 1
F16:K16 [haut plié] personnes | · | · | · | · | non
A17:D17 [haut plié] long | x | · | i
E17 [] 1
F17:K17 [haut plié] personnes | · | · | · | · | non
A18:D18 [haut plié] trop | x | · | b
E18 [] 1
F18:K18 [haut plié] personnes | · | · | · | · | non
A19:D19 [haut plié] trop | x | · | c
E19 [] 1
F19:K19 [haut plié] personnes | · | · | · | · | non
A20:D20 [haut plié] trop | x | · | d
E20 [] 1
F20:K20 [haut plié] personnes | · | · | · | · | non
A21:D21 [haut plié] trop | x | · | e
E21 [] 1
F21:K21 [haut plié] personnes | · | · | · | · | non
A22:D22 [haut plié] trop | x | · | f
E22 [] 1
F22:K22 [haut plié] personnes | · | · | · | · | non
A23:D23 [haut plié] trop | x | · | g
E23 [] 1
F23:K23 [haut plié] personnes | · | · | · | · | non
A24:D24 [haut plié] trop | x | · | h
E24 [] 1
F24:K24 [haut plié] personnes | · | · | · | · | non
A25:D25 [haut plié] trop | x | · | i
E25 [] 1
F25 [haut plié] personnes
G25:J25 [] 1 | 100 | 20.6 | 100
K25 [haut plié] non
A26:K26 [haut plié] source | Référentiel | jouet | · | · | · | · | · | · | · | ·
A27:K27 [haut plié] source | · | seul | · | · | · | · | · | · | · | ·
autoFilter ref=A1:K27
_xlnm._FilterDatabase 'à croiser'!$A$1:$K$27
"""
TABLEAU = """
Titre | clea | clea | 2000-01-01T00:00:00Z | 2000-01-01T00:00:00Z
# Grille
sheetView tabSelected=1 workbookViewId=0
A1 [@] a
B3 [@] =1␛
"""


def dit(contenu):
    lignes = "\n".join(decrire(contenu))
    for lettre, nombre in (("L", 200), ("L", 100), ("L", 99), ("L", 65), ("É", 130), ("É", 64)):
        lignes = lignes.replace(lettre * nombre, f"{{{nombre} {lettre}}}")
    return f"\n{lignes}\n"


def test_la_grille_a_remplir_est_celle_decidee_a_la_main():
    assert dit(grille_xlsx.rendre(GRILLE, par_domaine=False)) == SUR_UNE_FEUILLE


def test_ce_que_disait_le_haut_de_la_grille_reste_dans_ses_places():
    dite = GRILLE._replace(
        jour=date(2026, 11, 28),
        etape="finale",
        libres=((f"Organisme du Pont{ECHAPPE}",), ("Évaluateur", "E-1", "Lyon")),
    )
    saisir, fige = "FFFFFDF5 thin FFDEDBD2", "[@ haut plié]"
    lignes = decrire(grille_xlsx.rendre(dite, par_domaine=False))
    lignes = lignes[lignes.index("# Grille") :]
    assert [ligne for ligne in lignes if ligne.startswith(("B4", "B5", "B6", "A7", "A9"))] == [
        f"B4 [{saisir} dd/mm/yyyy à gauche haut plié libre] 46354",
        f"B5 [{saisir} @ haut plié libre] finale",
        f"B6 {fige} Organisme du Pont␛",
        f"A7:C7 {fige} Évaluateur | E-1 | Lyon",
        "A9:D9 [gras FFFFFFFF FF1D2430 @ haut plié] critere | libelle | resultat | commentaire",
    ]


def test_un_onglet_par_domaine_s_ouvre_sur_le_premier_et_ne_met_en_garde_que_s_il_le_faut():
    lignes = decrire(grille_xlsx.rendre(GRILLE._replace(avertissement=""), par_domaine=True))
    vues = [
        ligne
        for ligne in lignes
        if ligne.startswith(("# ", "sheetView", "_xlnm", "A11 [gras", "B8"))
    ]
    assert vues == [
        "# Mode d'emploi",
        "sheetView workbookViewId=0",
        "# Domaine 1",
        "sheetView tabSelected=1 workbookViewId=0",
        "# Domaine 2",
        "sheetView workbookViewId=0",
        "_xlnm.Print_Titles 'Domaine 1'!$7:$7",
        "_xlnm.Print_Titles 'Domaine 2'!$7:$7",
    ]
    assert sum("Domaine 2 : É" in ligne for ligne in lignes) == 1


def test_la_feuille_des_decisions_ne_laisse_ecrire_que_les_decisions():
    titres = ["dossier", "proposition", "décision", "motif", "a", "b", "c"]
    corps = [["D-1", f"x{ECHAPPE}", "", "", "", "", ""]]
    assert dit(decisions_xlsx.rendre([titres, *corps], ("certifié", "ajourné"))) == DECISIONS


def test_les_choix_vont_jusqu_a_la_derniere_decision_et_en_attendent_une():
    for nombre, zone in ((0, "C2"), (1, "C2"), (2, "C2:C3")):
        lignes = decrire(
            decisions_xlsx.rendre(
                [["dossier", "proposition", "décision"]] * (nombre + 1), ("certifié",)
            )
        )
        assert [ligne.split("sqref=")[1] for ligne in lignes if "sqref=" in ligne] == [zone]


def test_le_classeur_d_une_session_est_celui_decide_a_la_main():
    assert dit(session_xlsx.rendre(SESSION)) == SESSION_ECRITE


@pytest.mark.parametrize(("lettres", "hauteur"), [(90, None), (91, 30), (181, 45)])
def test_une_longue_raison_ouvre_sa_ligne(lettres, hauteur):
    premier = SESSION.dossiers[0]._replace(raisons=("x" * lettres,))
    vue = SESSION._replace(dossiers=(premier,))
    feuille = load_workbook(BytesIO(session_xlsx.rendre(vue))).worksheets[0]
    [ligne] = [ligne for ligne in range(2, 4) if feuille.cell(ligne, 3).value]
    assert feuille.row_dimensions[ligne].height == hauteur


def test_le_classeur_d_une_cohorte_a_des_nombres_et_une_barre_derriere_chaque_part():
    assert dit(xlsx.rendre(COHORTE)) == COHORTE_ECRITE.replace("VERSION", __version__)


def test_une_cohorte_que_rien_ne_met_en_garde_n_en_parle_pas():
    lignes = decrire(xlsx.rendre(COHORTE._replace(avertissements=())))
    assert not [ligne for ligne in lignes if "Attention" in ligne]


def test_un_tableau_est_ecrit_en_texte_et_rien_n_y_est_obei():
    assert dit(tableur_xlsx.ecrire([["a", ""], [], ["", f"=1{ECHAPPE}"]], "Titre")) == TABLEAU


def test_un_classeur_se_fait_en_memoire_sans_fichier_a_cote(monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", "/dev/null")
    assert tableur_xlsx.ecrire([["a"]], "Titre").startswith(b"PK")
