"""From what the user wrote to a translator: `hf:ID`, `ct2:ID`, `firefox:pt-en`, `recorded:FILE`, a hub id or a folder."""

from importlib import import_module
from pathlib import Path

from audit import outside
from audit.models.cache import Cache, Cached, Done
from audit.models.store import user_folder
from audit.models.timed import Timed
from audit.models.translator import ModelError, Settings, Translator

BACKENDS = {"hf": "huggingface", "ct2": "ctranslate", "firefox": "firefox", "recorded": "recorded"}
_EXTRAS = {"hf": "mt", "ct2": "mt", "firefox": "offline"}
_HINT = "write hf:ID, ct2:ID, firefox:pt-en, recorded:FILE, a hub id such as Helsinki-NLP/opus-mt-uk-en, or a folder"


def parse(spec: str) -> tuple[str, str]:
    """Split a spec into (backend, model). Raises ModelError for one that names no model."""
    backend, colon, model = spec.partition(":")
    if not (colon and (backend in BACKENDS or backend in outside.translators())):
        if colon and not Path(spec).exists():
            raise ModelError(f"{spec}: no backend '{backend}'; {_HINT}")
        backend, model = _kind(spec), spec
    if not model.strip():
        raise ModelError(f"{spec or 'the empty name'}: names no model; {_HINT}")
    return backend, model


def _kind(model: str) -> str:
    """The backend of a folder, by what lies in it; a hub id is one of transformers."""
    folder = Path(model)
    if folder.is_file() or model.count(",") == 1:
        return "recorded"
    if (folder / "model.bin").exists():
        return "ct2"
    if folder.is_dir() and next(folder.glob("model.*.bin"), None) and next(folder.glob("*.spm"), None):
        return "firefox"
    return "hf"


def load(spec: str, settings: Settings, cache: Cache | None = None, done: Done = lambda *_: None) -> Translator:
    """Load a model for the pair of the settings; with a cache, every answer is kept and none is asked for twice.

    Raises ModelError, in one line with the cure, for a model or a library that is not there.
    """
    backend, model = parse(spec)
    try:
        if backend not in BACKENDS:
            return _kept(_outside(backend, model, settings), settings, cache, done)
        module = import_module(f"audit.models.{BACKENDS[backend]}")
        if backend == "ct2":
            translator: Translator = module.load(model, settings, user_folder() / "ctranslate2")
        else:
            translator = module.load(model, settings)
    except ImportError as e:
        raise _lacks(spec, backend, e) from None
    return translator if backend == "recorded" else _kept(translator, settings, cache, done)


def _kept(translator: Translator, settings: Settings, cache: Cache | None, done: Done) -> Translator:
    return Cached(translator, settings, cache, done) if cache else translator


def _outside(backend: str, model: str, settings: Settings) -> Translator:
    entry = outside.translators()[backend]
    return Timed(outside.load_translator(entry, model, settings), f"{backend}:{model}")


def fetch(spec: str, source_lang: str = "", target_lang: str = "") -> Path:
    """Return where the model lies, after downloading what is not there. Raises ModelError when it cannot be had."""
    backend, model = parse(spec)
    try:
        if backend == "firefox":
            return _firefox(spec, model)
        if backend in ("hf", "ct2"):
            hub = import_module("audit.models.hub")
            folder: Path = hub.place(model, Settings(source_lang, target_lang)).folder
            return folder
    except ImportError as e:
        raise _lacks(spec, backend, e) from None
    raise ModelError(f"{spec}: is a file of your own; there is nothing to fetch")


def _firefox(spec: str, pair: str) -> Path:
    from audit.models.firefox import installed  # noqa: PLC0415

    if pair in installed():
        return installed()[pair]
    from fxtranslate import discovery  # noqa: PLC0415

    source, _, target = pair.partition("-")
    try:
        discovery.add_models(source, target)
    except ValueError as e:
        raise ModelError(f"{spec}: cannot be downloaded: {' '.join(str(e).split())}; check pair and network") from None
    if pair not in installed():  # there is a way over English, but no model of the pair
        raise ModelError(f"{spec}: there is no model of this very pair; choose another")
    return installed()[pair]


def _lacks(spec: str, backend: str, error: ImportError) -> ModelError:
    extra = f"run: pip install 'mtaudit[{_EXTRAS[backend]}]'" if backend in _EXTRAS else "install it"
    return ModelError(f"{spec}: needs {error.name}, which is not installed; {extra}")
