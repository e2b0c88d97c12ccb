# The two commands of the README are `make score` and `make test`; `make` alone lists them all.
# Windows: see the README; the same commands run there without make.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
CLEA   := $(BIN)/clea

.DEFAULT_GOAL := aide
.PHONY: aide score test test-reel test-bornes fuzz mutation lint formater manifeste docs site golden bench capture audit release nettoyer

aide: ## Cette aide
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# The stamp depends on what decides the environment: edit one of them and it is made again.
$(VENV)/.pret: pyproject.toml constraints.txt clea_cli/__init__.py
	@echo "Préparation de l'environnement : une minute environ…"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[documents]' --group dev
	@touch $@

score: $(VENV)/.pret ## Prépare l'environnement et calcule le verdict de l'exemple
	$(CLEA) score examples/candidat-certifiable.csv

# Compiled first: where Python writes no bytecode, the program would be at each of its hundreds of starts.
test: $(VENV)/.pret lint ## Vérifie tout : style, types, tests
	@$(BIN)/python -m compileall -q clea_cli
	$(BIN)/python -m pytest -n auto --dist worksteal

test-reel: $(VENV)/.pret ## Ouvre les documents dans un vrai navigateur et LibreOffice (installés s'ils peuvent l'être), fait vérifier les PDF
	@command -v chromium chromedriver soffice pdftoppm >/dev/null || tests/reel/installer
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --group reel
	$(BIN)/python -m pytest tests/reel -m reel -rs

test-bornes: $(VENV)/.pret ## Essaie le paquet avec les dépendances les plus anciennes, puis les plus récentes, qu'il admet
	$(BIN)/python -m livraison.bornes

fuzz: $(VENV)/.pret ## Essaie longtemps des fichiers abîmés (CLEA_FUZZ : secondes de travail, 600 par défaut) et garde ce qu'il trouve
	CLEA_FUZZ=$(or $(CLEA_FUZZ),600) $(BIN)/python -m pytest tests/promesses/test_fuzz.py -n auto

mutation: $(VENV)/.pret ## Change le programme, une petite faute à la fois, pour voir si les tests s'en aperçoivent (MODULE=decision)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --group mutation
	$(BIN)/python -m livraison.mutation $(MODULE)

lint: $(VENV)/.pret ## Style et types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

formater: $(VENV)/.pret ## Met en forme le code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

manifeste: $(VENV)/.pret ## Vérifie les référentiels livrés et réécrit leurs empreintes
	$(BIN)/python -m livraison.manifeste

docs: $(VENV)/.pret ## Récrit les pages de docs/ qui viennent du programme, et la page de manuel
	$(BIN)/python -m livraison.pages

site: docs ## Fait de docs/ un site à lire sans internet, dans site/
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --group docs
	$(BIN)/python -m livraison.site

golden: $(VENV)/.pret ## Réécrit les fichiers témoins, à relire dans le diff (CAS=score-certifiable-csv : un seul)
	CLEA_GOLDEN=1 $(BIN)/python -m pytest $(if $(CAS),"tests/promesses/test_temoins.py::test_la_sortie_est_celle_du_temoin[$(CAS)]",-n auto)

bench: $(VENV)/.pret ## Mesure, côte à côte et en une fois
	$(BIN)/python benchmarks/demarrage.py
	$(BIN)/python benchmarks/verification.py
	$(BIN)/python benchmarks/jury.py
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	$(BIN)/python benchmarks/echelle.py
	$(BIN)/python benchmarks/lots.py

capture: $(VENV)/.pret ## Refait la capture du README à partir d'une vraie exécution
	$(BIN)/python -m livraison.capture

audit: $(VENV)/.pret ## Cherche les failles connues de tout ce qui est installé
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --group audit
	$(BIN)/python -m livraison.audit

release: docs ## Fait dans dist/ tout ce qui est livré (PYTHON_WINDOWS=…zip : l'archive portable aussi)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --group release
	$(BIN)/python -m livraison.paquets $(if $(PYTHON_WINDOWS),"$(PYTHON_WINDOWS)")

nettoyer: ## Retire l'environnement et les caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build site
