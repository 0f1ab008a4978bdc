"""Where a torch model runs, in which precision, and how a lack of memory shows."""

from typing import Any

from audit.models.translator import ModelError, Settings

_PRECISIONS = ("auto", "float32", "float16", "bfloat16")


def device_of(torch: Any, settings: Settings) -> str:
    """Return "cpu" or "cuda". Raises ModelError for a device that is not there."""
    there = torch.cuda.is_available()
    if settings.device == "auto":
        return "cuda" if there else "cpu"
    if settings.device not in ("cpu", "cuda"):
        raise ModelError(f"device '{settings.device}': not one of auto, cpu, cuda")
    if settings.device == "cuda" and not there:
        raise ModelError("device 'cuda': no CUDA device on this machine, or torch built without it; give cpu or auto")
    return settings.device


def dtype_of(torch: Any, settings: Settings, device: str, family: str) -> Any:
    """Return the torch type: float32 on a CPU; on a GPU float16, but bfloat16 for T5, whose activations overflow float16."""
    if settings.precision not in _PRECISIONS:
        raise ModelError(
            f"precision '{settings.precision}': not one of {', '.join(_PRECISIONS)}; int8 runs with ct2:MODEL"
        )
    if settings.precision != "auto":
        return getattr(torch, settings.precision)
    if device == "cpu":
        return torch.float32
    return torch.bfloat16 if family == "t5" else torch.float16


def out_of_memory(e: BaseException) -> bool:
    """Whether an error says that memory ran out, on any device."""
    text = str(e).lower()
    return isinstance(e, MemoryError) or any(
        x in text for x in ("out of memory", "allocate memory", "not enough memory")
    )
