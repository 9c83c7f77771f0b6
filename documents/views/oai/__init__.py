"""OAI-PMH 2.0: the archive's documents for harvesters. http://www.openarchives.org/OAI/openarchivesprotocol.html"""

from .provider import oai

__all__ = ["oai"]
