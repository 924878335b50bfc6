"""Small PDF files, made by hand: honest ones, and such as somebody may send to do harm."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
ENCRYPTED = (
    b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>"
)  # no password opens it


def pdf(pages: Sequence[str], *, encrypted: bool = False) -> bytes:
    """A PDF with these pages; one of "" is a page without text."""
    contents = [b"BT /F1 12 Tf 72 720 Td (" + text.encode("latin-1") + b") Tj ET" if text else b"" for text in pages]
    return of_streams(contents, encrypted=encrypted)


def bomb(megabytes: int) -> bytes:
    """A PDF of a few kilobytes whose one page takes so much memory when it is unpacked, twice packed."""
    packer = zlib.compressobj(9)
    zeros = bytes(1024 * 1024)
    once = b"".join(packer.compress(zeros) for _ in range(megabytes)) + packer.flush()
    return of_streams([zlib.compress(once, 9)], b"/Filter [/FlateDecode /FlateDecode] ")


def many_pages(count: int) -> bytes:
    """A PDF whose pages are all the same object's children, and empty."""
    return of_streams([b""] * count)


def of_streams(streams: Sequence[bytes], entries: bytes = b"", *, encrypted: bool = False) -> bytes:
    """A PDF with one page for each content stream."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * index) for index in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % len(streams),
        _FONT,
    ]
    for index, stream in enumerate(streams):
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * index),
            b"<< /Length %d " % len(stream) + entries + b">>\nstream\n" + stream + b"\nendstream",
        ]
    if encrypted:
        objects.append(ENCRYPTED)
    return _file(objects, encrypted=encrypted)


def _file(objects: Sequence[bytes], *, encrypted: bool) -> bytes:
    parts, places, at = [b"%PDF-1.4\n"], list[int](), 9
    for number, body in enumerate(objects, start=1):
        places.append(at)
        parts.append(b"%d 0 obj\n" % number + body + b"\nendobj\n")
        at += len(parts[-1])
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    parts += [b"%010d 00000 n \n" % place for place in places]
    extra = b"/Encrypt %d 0 R /ID [<41><41>] " % len(objects) if encrypted else b""
    parts.append(b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, extra, at))
    return b"".join(parts)
