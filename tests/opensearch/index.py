"""One index: its fields, its documents and their words."""

from .analysis import LONGEST_WORD, STANDARD, Refused, analyzer, only


class Index:
    """
    ``documents``: id -> (version, source), None for the source of one that was deleted.

    Made without a definition, as by a document that comes before its index, it takes all that comes.
    """

    def __init__(self, definition: dict | None = None):
        self.documents: dict[str, tuple[int, dict | None]] = {}
        self.words: dict[str, dict[str, list[str]]] = {}
        self.fields: dict[str, dict] = {}
        self.mark: dict | None = None
        self.is_strict = False
        self.definition = definition or {"settings": {"analysis": STANDARD}, "mappings": {}}
        only(self.definition, "settings", "mappings")
        settings = only(self.definition["settings"], "index", "analysis")
        only(settings.get("index", {}), "refresh_interval")
        self.analyzed = analyzer(settings["analysis"])
        self.put(self.definition["mappings"])

    def put(self, mappings: dict) -> None:
        """Add to the mappings; ``_meta`` is put in the place of what was there."""
        only(mappings, "dynamic", "properties", "_meta")
        for name, field in mappings.get("properties", {}).items():
            only(field, "type", *(["index_prefixes"] if field["type"] == "text" else []))
            only(field.get("index_prefixes", {}), "min_chars", "max_chars")
            self.fields[name] = field
        self.is_strict = mappings.get("dynamic", self.is_strict) in (True, "strict")
        self.mark = mappings.get("_meta", self.mark)

    @property
    def mappings(self) -> dict:
        marked = {"_meta": self.mark} if self.mark else {}
        return {"properties": self.fields, **marked}

    def store(self, about: dict, source: dict | None) -> dict:
        """Take or delete (None) a document; return its item of the answer to a _bulk."""
        only(about, "_id", "version", "version_type")
        if about["version_type"] != "external_gte" or about["version"] < 0:
            raise Refused(400, "action_request_validation_exception")
        pk, version = about["_id"], about["version"]
        words = self._words(source or {})
        known, former = self.documents.get(pk, (0, None))
        if version < known:
            raise Refused(409, "version_conflict_engine_exception")
        self.documents.pop(pk, None)
        self.documents[pk] = (version, source)  # the last now, as in Lucene
        self.words[pk] = words
        if source is None:
            return {
                "status": 200 if former else 404,
                "result": "deleted" if former else "not_found",
            }
        return {"status": 200 if former else 201, "result": "updated" if former else "created"}

    def _words(self, source: dict) -> dict[str, list[str]]:
        for name, value in source.items():
            if name not in self.fields:
                if self.is_strict:
                    raise Refused(400, "strict_dynamic_mapping_exception")
                self.fields[name] = {"type": "long" if isinstance(value, int) else "text"}
        words = {
            name: self.analyzed(text)
            for name, text in source.items()
            if self.fields[name]["type"] == "text"
        }
        if any(len(word.encode()) > LONGEST_WORD for some in words.values() for word in some):
            raise Refused(400, "illegal_argument_exception")
        return words
