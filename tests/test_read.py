"""Reading: exact text, and one clear line for what cannot be read."""

from pathlib import Path

import pytest

from corpora.read import InputError, read_text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\r\n ", "empty"),
        (b"One line.\nCaf\xe9 au lait.\n", "line 2, byte 13: 0xe9"),
        (b"Broken \xed\xa0\x80 surrogate", "line 1, byte 7"),
        (b"abc\n\0\0def", "line 2, byte 4: NUL"),
        ("Hello".encode("utf-16"), "UTF-16"),
        (b"%PDF-1.7 x", "a PDF"),
        (b"PK\x03\x04....", "office file"),
        (b"<!DOCTYPE html><p></p>", "no article"),
        (b"<?xml version='1.0'?><a>Hi</a>", "markup"),
        (b"123 456 ... \n", "no words"),
    ],
)
def test_refused_in_one_line(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_text(str(path))
    message = str(caught.value)
    assert says in message
    assert message.startswith(str(path))
    assert "\n" not in message


def test_missing_and_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_text(str(tmp_path / "none.txt"))
    with pytest.raises(InputError, match="is a folder"):
        read_text(str(tmp_path))
    with pytest.raises(InputError, match="cannot be read"):
        read_text("a\0b")


def test_read_exactly(tmp_path: Path) -> None:
    path = tmp_path / "mixed.txt"
    path.write_bytes("\ufeffOne.\r\nTwo.\rThree.\n\u2028Four 🙂".encode())
    assert read_text(str(path)).text == "\ufeffOne.\r\nTwo.\rThree.\n\u2028Four 🙂"
