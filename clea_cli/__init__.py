"""CléA on the command line: référentiels, grilles, décisions and the documents written from them."""

__version__ = "0.1.0"  # a constant: importlib.metadata costs as much at start-up as typer itself
