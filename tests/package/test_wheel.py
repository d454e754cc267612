"""The built wheel, installed away from the source tree, runs."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of an environment that holds the wheel; its dependencies come from this one."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    wheel = next(folder.glob("*.whl"))
    venv.create(folder / "env", with_pip=False)
    python = folder / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    here = [path for path in sys.path if path.endswith("site-packages")]
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--no-deps",
        "--no-index",
        "--quiet",
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True)
    (Path(site) / "borrowed.pth").write_text("\n".join(here))
    return python.parent


def test_the_wheel_brings_the_command(installed: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [installed / "tuinews", "--version"], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.startswith("tuinews ")


def test_the_wheel_brings_word_lists_samples_and_styles(installed: Path, tmp_path: Path) -> None:
    code = (
        "import tuinews, sys; from pathlib import Path; here = Path(tuinews.__file__).parent;"
        "assert 'env' in here.parts, here;"
        "from tuinews.statements import find_statements;"
        "assert find_statements('“We asked twice,” said Ilan Reyes.', 'en')[0].source.name == 'Ilan Reyes';"
        "from tuinews import samples; assert samples.subscriptions();"
        "from tuinews.tui.theme import style_folder; assert list(style_folder().glob('*.tcss')), style_folder()"
    )
    subprocess.run([installed / "python", "-c", code], check=True, cwd=tmp_path)


def test_the_installed_program_finds_statements(installed: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [installed / "tuinews", "statements", "-"], input="“We asked twice,” said Ilan Reyes.", capture_output=True,
        text=True, check=True, cwd=tmp_path,
    )  # fmt: skip
    assert "Ilan Reyes" in done.stdout
