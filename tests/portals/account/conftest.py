from tests.support.call import document, edition

__all__ = ["document", "edition"]
