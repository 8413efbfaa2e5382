"""Static files as production serves them: named by their content, modules and sheets alike."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed names also inside `import … from`, so that a module never meets last week's neighbour."""

    support_js_module_import_aggregation = True
