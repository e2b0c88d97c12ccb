"""CléA on the command line: référentiels, grilles, décisions, and the documents made of them."""

# A constant: importlib.metadata costs as much at start-up as typer itself.
__version__ = "0.2.0"
