"""Takes the TensorFlow C library and its headers out of a TensorFlow wheel: unpack_wheel.py WHEEL FOLDER."""

import os
import shutil
import sys
import zipfile

LIBRARIES = ("tensorflow/libtensorflow_cc.so.2", "tensorflow/libtensorflow_framework.so.2")
INCLUDES = "tensorflow/include/"
# The C interface, and the few headers that it includes itself.
WANTED = ("/tensorflow/c/", "/tensorflow/core/platform/ctstring", "/tsl/platform/ctstring", "/tsl/c/")


def target(name):
    """Where a file of the wheel goes, relative to the folder; None when it is not wanted."""
    if name in LIBRARIES:
        return "lib/" + os.path.basename(name)
    if name.startswith(INCLUDES) and name.endswith(".h") and any(part in name for part in WANTED):
        return "include/" + name[len(INCLUDES) :]
    return None


def main():
    wheel, folder = sys.argv[1:]
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            path = target(name)
            if path is None:
                continue
            path = os.path.join(folder, path)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with archive.open(name) as source, open(path, "wb") as sink:
                shutil.copyfileobj(source, sink, 1 << 22)
    missing = [name for name in LIBRARIES if not os.path.exists(os.path.join(folder, target(name)))]
    if missing:
        sys.exit(f"unpack_wheel.py: {wheel} holds no {', '.join(missing)}")


main()
