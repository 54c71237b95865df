"""Claims of Ukrainian, Russian and German texts by way of English words, with spans in the original."""
