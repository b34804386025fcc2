# SPDX-License-Identifier: BSL-1.0
"""python_package.py FOLDER NAME==VERSION: unpacks a wheel of Python's registry to FOLDER, installing nothing."""
import pathlib
import subprocess
import sys
import tempfile
import zipfile

folder, requirement = pathlib.Path(sys.argv[1]), sys.argv[2]
folder.parent.mkdir(parents=True, exist_ok=True)
with tempfile.TemporaryDirectory(dir=folder.parent) as work:
    subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest", work,
                    requirement], check=True)
    (wheel,) = pathlib.Path(work).glob("*.whl")
    unpacked = pathlib.Path(work) / "unpacked"
    zipfile.ZipFile(wheel).extractall(unpacked)
    unpacked.rename(folder)
