from tests.support.call import document, edition, shared_edition

__all__ = ["document", "edition", "shared_edition"]
