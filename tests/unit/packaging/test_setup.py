"""packaging/setup.sh on stand-ins for Python, pip and the system's package tools: no network, nothing installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from app.process import ROOT

FAKE_PYTHON = """\
#!/bin/sh
case "$*" in
  -c*version_info*) echo "${{FAKE_VERSION:-{version}}}" ;;
  "-c import ensurepip, venv") exit "${{FAKE_ENSUREPIP:-0}}" ;;
  "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" && cp "$FAKE_TEKTRA" "$3/bin/tektra" ;;
  "-m pip cache list"*) ;;
  "-m pip cache dir") echo /cache/pip ;;
  "-m pip show"*) exit 1 ;;
  "-m pip uninstall"*) echo "$*" >>"$FAKE_CALLS" ;;
  *progress.py*) echo "pip with jobs=$CMAKE_BUILD_PARALLEL_LEVEL: $*" >>"$FAKE_CALLS"
    [ -z "${{CMAKE_ARGS:-}}" ] || echo "built with $CMAKE_ARGS, kept in $PIP_CACHE_DIR" >>"$FAKE_CALLS"
    echo "$FAKE_PRINTS" >>"$2"
    exit "${{FAKE_PIP:-0}}" ;;
esac
"""
FAKES = {
    "dpkg-query": 'case "$*" in *"${FAKE_MISSING:-nothing}"*) echo not-installed ;; *) echo installed ;; esac\n',
    "apt-cache": 'case "$2" in ${FAKE_KNOWN:-*}) exit 0 ;; esac\nexit 100\n',
    "apt-get": 'echo "apt-get $*" >>"$FAKE_CALLS"\nexit "${FAKE_APT:-0}"\n',
    "id": 'echo "${FAKE_UID:-0}"\n',
    "sudo": "exit 1\n",
    "gcc": "",
    "g++": "",
}


class Checkout:
    """A small copy of the checkout, and a PATH on which only stand-ins answer."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "my checkout"
        self.calls_file = folder / "calls"
        self._bin = folder / "bin"
        (self.root / "packaging").mkdir(parents=True)
        self._bin.mkdir()
        shutil.copy(ROOT / "pyproject.toml", self.root)
        for name in ("setup.sh", "progress.py"):
            shutil.copy(ROOT / "packaging" / name, self.root / "packaging")
        for name, body in FAKES.items():
            self.script(self._bin / name, "#!/bin/sh\n" + body)
        for version in ("3.11", "3.12"):
            self.script(self._bin / f"python{version}", FAKE_PYTHON.format(version=version))
        for name in ("python3", "python3.13"):  # what a version manager leaves behind
            self.script(self._bin / name, "#!/bin/sh\nexit 127\n")
        self.script(folder / "tektra", '#!/bin/sh\necho "tektra started with: $*"\n')
        self.environ = {
            "PATH": f"{self._bin}:/usr/bin:/bin",
            "FAKE_TEKTRA": str(folder / "tektra"),
            "FAKE_CALLS": str(self.calls_file),
        }

    @staticmethod
    def script(path: Path, text: str) -> None:
        """Write an executable file."""
        path.write_text(text, "utf-8")
        path.chmod(0o755)

    def setup(self, *args: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """Run setup.sh."""
        command = ["/bin/sh", str(self.root / "packaging" / "setup.sh"), *args]
        return subprocess.run(
            command, env={**self.environ, **environ}, capture_output=True, text=True, timeout=30, cwd="/"
        )

    @property
    def calls(self) -> list[str]:
        """What pip and apt-get were asked to do since the last look."""
        lines = self.calls_file.read_text("utf-8").splitlines() if self.calls_file.exists() else []
        self.calls_file.unlink(missing_ok=True)
        return lines

    @property
    def venv(self) -> Path:
        """The ordinary environment."""
        return self.root / ".venv"


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def test_the_first_run_sets_up_and_the_second_only_starts(checkout: Checkout) -> None:
    first = checkout.setup("run", "--theme", "dark mode", CMAKE_BUILD_PARALLEL_LEVEL="3")
    assert (first.returncode, first.stdout) == (0, "tektra started with: --theme dark mode\n")
    assert "compiles the engine" in first.stderr
    [pip] = checkout.calls
    assert "jobs=3" in pip
    assert pip.endswith("--editable .[starter]")
    second = checkout.setup("run")
    assert (second.returncode, second.stderr) == (0, "")
    assert checkout.calls == []


def test_a_changed_dependency_is_installed_and_a_changed_lint_rule_is_not(checkout: Checkout) -> None:
    checkout.setup("run")
    pyproject = checkout.root / "pyproject.toml"
    text = pyproject.read_text("utf-8")
    assert checkout.calls
    pyproject.write_text(text.replace("line-length = 120", "line-length = 100"), "utf-8")
    checkout.setup("run")
    assert checkout.calls == []
    pyproject.write_text(text.replace("tomli>=2.2", "tomli>=2.3"), "utf-8")
    checkout.setup("run")
    assert len(checkout.calls) == 1


def test_developers_extras_stay_and_serve_a_run(checkout: Checkout) -> None:
    checkout.setup("run")
    assert checkout.calls
    done = checkout.setup("dev", "sh", "-c", 'echo "$PATH"')
    assert done.stdout.startswith(f"{checkout.venv}/bin:")
    assert checkout.calls[0].endswith(".[starter,dev]")
    checkout.setup("run")
    assert checkout.calls == []


def test_a_failed_pip_leaves_the_environment_and_is_tried_again(checkout: Checkout) -> None:
    assert checkout.setup("run", FAKE_PIP="1").returncode == 1
    (checkout.venv / "witness").touch()
    assert checkout.setup("run").returncode == 0
    assert (checkout.venv / "witness").exists()


@pytest.mark.parametrize(
    ("code", "printed"), [(130, ""), (143, ""), (1, "Installing collected packages: numpy\nNo space left on device")]
)
def test_a_pip_that_stopped_half_way_makes_the_next_set_up_start_over(
    checkout: Checkout, code: int, printed: str
) -> None:
    assert checkout.setup("run", FAKE_PIP=str(code), FAKE_PRINTS=printed).returncode == code
    (checkout.venv / "half-installed").touch()
    assert checkout.setup("run").returncode == 0
    assert not (checkout.venv / "half-installed").exists()


def test_another_python_gets_an_environment_of_its_own(checkout: Checkout) -> None:
    checkout.setup("run")
    assert checkout.setup("where", PYTHON="python3.12").stdout == ".venv\n", "the newest Python that runs was taken"
    assert checkout.setup("where", PYTHON="python3.11").stdout == ".venv-3.11\n"
    assert checkout.setup("run", PYTHON="python3.11").returncode == 0
    assert (checkout.root / ".venv-3.11" / "bin" / "tektra").exists()


@pytest.mark.parametrize("python", ["python3.13", "no-such-python"])
def test_a_python_that_does_not_run_is_named(checkout: Checkout, python: str) -> None:
    checkout.setup("run")
    for mode in ("run", "where"):
        done = checkout.setup(mode, PYTHON=python)
        assert done.returncode == 1
        assert f"{python} does not run" in done.stderr
    assert not (checkout.root / ".venv-").exists()


def test_missing_packages_are_installed_as_root_under_their_new_names(checkout: Checkout) -> None:
    done = checkout.setup("run", FAKE_MISSING="libglib2.0-0", FAKE_KNOWN="libglib2.0-0t64")
    assert done.returncode == 0
    update, install, _pip = checkout.calls
    assert update.endswith(" update")
    assert " libglib2.0-0t64 " in install


def test_without_rights_the_exact_line_is_printed(checkout: Checkout) -> None:
    done = checkout.setup("run", FAKE_MISSING="libegl1", FAKE_KNOWN="libegl1", FAKE_ENSUREPIP="1", FAKE_UID="1000")
    assert done.returncode == 1
    line = "  sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 python3.12-venv\n"
    assert line in done.stderr
    assert checkout.calls == []
    assert not checkout.venv.exists()


def test_a_failing_apt_says_so(checkout: Checkout) -> None:
    done = checkout.setup("run", FAKE_MISSING="libegl1", FAKE_APT="100")
    assert done.returncode == 1
    assert "apt-get could not install them" in done.stderr


def test_only_tests_need_an_x_server(checkout: Checkout) -> None:
    assert checkout.setup("run", FAKE_MISSING="xvfb").returncode == 0
    assert not [call for call in checkout.calls if call.startswith("apt-get")]
    assert checkout.setup("dev", FAKE_MISSING="xvfb", FAKE_KNOWN="xvfb").returncode == 0
    assert [call for call in checkout.calls if " xvfb " in call]


def test_a_second_set_up_waits_for_the_first(checkout: Checkout) -> None:
    lock = checkout.root / "build" / "setup.lock"
    lock.parent.mkdir()
    holder = subprocess.Popen(["flock", str(lock), "sh", "-c", "echo held; read line"], stdin=-1, stdout=-1, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    waiting = subprocess.Popen(
        ["/bin/sh", str(checkout.root / "packaging" / "setup.sh"), "run"],
        env=checkout.environ,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    assert waiting.stderr is not None
    assert "waiting for it" in waiting.stderr.readline()
    assert not checkout.venv.exists()
    holder.communicate("go\n", timeout=30)
    waiting.communicate(timeout=30)
    assert waiting.returncode == 0
    assert checkout.venv.exists()


TOOLS = {"cuda": "nvcc", "vulkan": "glslc", "metal": "xcrun", "rocm": "hipcc"}
SWITCHES = {"cuda": "GGML_CUDA", "vulkan": "GGML_VULKAN", "metal": "GGML_METAL", "rocm": "GGML_HIP"}


def with_tools(checkout: Checkout, accel: str) -> dict[str, str]:
    """Put stand-ins for what a build needs in place; the environment to run with."""
    folder = checkout.root.parent
    checkout.script(folder / "bin" / TOOLS[accel], "#!/bin/sh\n")
    checkout.script(folder / "bin" / "uname", "#!/bin/sh\necho Darwin\n")
    (folder / "sdk" / "include" / "vulkan").mkdir(parents=True)
    (folder / "sdk" / "include" / "vulkan" / "vulkan.h").touch()
    return {"ACCEL": accel, "VULKAN_SDK": str(folder / "sdk"), "ROCM_PATH": "/nowhere", "CUDA_PATH": "/nowhere"}


@pytest.mark.parametrize("accel", TOOLS)
def test_a_build_for_a_graphics_processor_is_kept_by_later_runs(checkout: Checkout, accel: str) -> None:
    environ = with_tools(checkout, accel)
    done = checkout.setup("run", **environ, CMAKE_ARGS="-DMINE=1")
    assert (done.returncode, done.stdout) == (0, "tektra started with: \n")
    _pip, built = checkout.calls
    assert built == f"built with -DMINE=1 -D{SWITCHES[accel]}=on, kept in /cache/pip-tektra-{accel}"
    for again in ({}, {"ACCEL": ""}, environ):
        assert checkout.setup("run", **again).returncode == 0
        assert checkout.calls == []


def test_another_choice_builds_the_engine_anew(checkout: Checkout) -> None:
    environ = with_tools(checkout, "cuda")
    assert checkout.setup("run").returncode == 0
    assert not [call for call in checkout.calls if "uninstall" in call or "built with" in call]
    assert checkout.setup("run", **environ).returncode == 0
    removed, _pip, built = checkout.calls
    assert removed.endswith("uninstall --yes --quiet llama-cpp-python")
    assert "GGML_CUDA" in built
    assert checkout.setup("run", ACCEL="cpu").returncode == 0
    removed, _pip = checkout.calls
    assert "uninstall" in removed


def test_a_failed_build_is_tried_again_and_given_up_with_cpu(checkout: Checkout) -> None:
    environ = with_tools(checkout, "cuda")
    assert checkout.setup("run").returncode == 0
    assert checkout.calls
    assert checkout.setup("run", **environ, FAKE_PIP="1").returncode == 1
    assert "GGML_CUDA" in checkout.calls[-1]
    assert checkout.setup("run", FAKE_PIP="1").returncode == 1
    assert "GGML_CUDA" in checkout.calls[-1], "the choice stays"
    assert checkout.setup("run", ACCEL="cpu").returncode == 0
    assert len(checkout.calls) == 1
    assert checkout.setup("run").returncode == 0
    assert checkout.calls == []


def test_an_environment_of_an_older_checkout_is_for_the_processor(checkout: Checkout) -> None:
    checkout.setup("run")
    ready = checkout.venv / "tektra-ready"
    ready.write_text("".join(ready.read_text("utf-8").splitlines(keepends=True)[:2]), "utf-8")
    (checkout.venv / "tektra-accel").unlink()
    assert checkout.calls
    assert checkout.setup("run").returncode == 0
    assert checkout.calls == []


@pytest.mark.parametrize("accel", TOOLS)
def test_a_missing_tool_is_named_before_anything_is_changed(checkout: Checkout, accel: str) -> None:
    environ = with_tools(checkout, accel)
    (checkout.root.parent / "bin" / TOOLS[accel]).unlink()
    done = checkout.setup("run", **environ)
    assert done.returncode == 1
    assert TOOLS[accel] in done.stderr or "command line tools" in done.stderr
    assert "Install " in done.stderr
    assert checkout.calls == []
    assert not checkout.venv.exists()


def test_vulkan_needs_headers_and_metal_a_mac(checkout: Checkout) -> None:
    environ = with_tools(checkout, "vulkan")
    done = checkout.setup("run", **{**environ, "VULKAN_SDK": "/nowhere"})
    assert (done.returncode, "headers" in done.stderr) == (1, True)
    checkout.script(checkout.root.parent / "bin" / "uname", "#!/bin/sh\necho Linux\n")
    done = checkout.setup("run", ACCEL="metal")
    assert (done.returncode, "for Macs" in done.stderr) == (1, True)


@pytest.mark.parametrize("accel", ["nvidia", "CUDA", "cuda rocm", "-DGGML_CUDA=on", "; echo hacked", "*"])
def test_an_unknown_kind_is_refused_with_the_known_ones(checkout: Checkout, accel: str) -> None:
    done = checkout.setup("run", ACCEL=accel)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"ACCEL={accel} is not known; use cpu, cuda, vulkan, metal or rocm." in done.stderr
    assert not checkout.venv.exists()


def test_the_script_is_posix() -> None:
    for shell in ("/bin/sh", "/bin/bash"):
        done = subprocess.run([shell, "-n", str(ROOT / "packaging" / "setup.sh")], capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, ""), shell
