"""The network as a spaCy component: its files lie in the pipeline's folder, under the component's name."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction.encoder.network import Network
from claims.extraction.record import record_of


class Encoder:
    """Writes the record's reading of every text that is not left alone."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.network: Network | None = None

    def __call__(self, doc: Doc) -> Doc:
        record = record_of(doc)
        if record.reason is None:
            if self.network is None:
                raise ValueError("The encoder has no network: load the pipeline from its folder.")
            record.reading = self.network.read(doc.text)
        return doc

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> Encoder:
        self.folder = Path(path)
        self.network = Network(self.folder)
        return self

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        if self.folder is not None:
            shutil.copytree(self.folder, path, dirs_exist_ok=True)


@Language.factory("onrecord_encoder")
def make_encoder(nlp: Language, name: str) -> Encoder:
    return Encoder()
