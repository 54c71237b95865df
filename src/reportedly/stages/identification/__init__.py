"""How the sources of one document are brought together into bodies."""
