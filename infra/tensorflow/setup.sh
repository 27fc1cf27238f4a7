#!/usr/bin/env bash
# Puts a current libtensorflow under @tensorflow/tfjs-node-gpu, for the tensorflow backend and for training.
#
#   infra/tensorflow/setup.sh [cpu|gpu]      run in a checkout, after `npm ci`
#
# The C library comes out of the TensorFlow wheel that pip downloads (checked against its SHA-256), the package's own
# N-API binding is compiled against it. Safe to run again: what is there already is kept. `gpu` takes the CUDA build,
# which wants a CUDA 12.5 driver and the CUDA and cuDNN libraries on the library path; it has not been tried on a
# device: see docs/gpu.md.
#
#   TF_LIB_CACHE     where the library is kept (default .cache/libtensorflow)
#   TF_LIB_VERSION   another version of the wheel; its SHA-256 is then expected in TF_LIB_SHA256
set -euo pipefail
cd "$(dirname "$0")/../.."

fail() {
  echo "setup.sh: $1" >&2
  exit 1
}

kind=${1:-cpu}
case $kind in
  cpu) wheel=tensorflow-cpu sha256=810c75d7149d2da0cb2092187817b0dcabb80728ca9f9cf3a61f3f42fadd1298 ;;
  gpu) wheel=tensorflow sha256=c9f87e5d2a680a4595f5dc30daf6bbaec9d4129b46d7ef1b2af63c46ac7d2828 ;;
  *) fail "expected cpu or gpu, got '$kind'" ;;
esac
version=2.18.1
if [ -n "${TF_LIB_VERSION:-}" ] && [ "$TF_LIB_VERSION" != "$version" ]; then
  version=$TF_LIB_VERSION
  sha256=${TF_LIB_SHA256:-}
  [ -n "$sha256" ] || fail "set TF_LIB_SHA256 to the SHA-256 of the wheel $wheel $version (CPython 3.11, manylinux x86_64)"
fi

[ "$(uname -sm)" = 'Linux x86_64' ] || fail "needs Linux on x86_64, this is $(uname -sm); use the compiled backend here"
command -v g++ >/dev/null || fail 'needs g++ (Debian, Ubuntu: apt-get install g++)'
python3 -m pip --version >/dev/null 2>&1 || fail 'needs python3 with pip (Debian, Ubuntu: apt-get install python3-pip)'
package=node_modules/@tensorflow/tfjs-node-gpu
headers=node_modules/node-api-headers/include
[ -f $package/binding/tfjs_binding.cc ] || fail "$package is missing: run npm ci first, without --omit=optional"
[ -d $headers ] || headers=$(node -p 'require("node:path").resolve(process.execPath, "../../include/node")')
[ -f "$headers/node_api.h" ] || fail 'node_api.h is missing: run npm ci without --omit=dev'

cache=${TF_LIB_CACHE:-.cache/libtensorflow}
mkdir -p "$cache"
cache=$(cd "$cache" && pwd)
library=$cache/$wheel-$version

if [ ! -f "$library/complete" ]; then
  echo "fetching $wheel $version" >&2
  download=$(mktemp -d "$cache/download.XXXXXX")
  trap 'rm -rf "$download"' EXIT
  echo "$wheel==$version --hash=sha256:$sha256" >"$download/requirements.txt"
  python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: --require-hashes \
    --python-version 3.11 --platform manylinux_2_17_x86_64 --platform manylinux2014_x86_64 \
    --dest "$download" --requirement "$download/requirements.txt" ||
    fail "could not download $wheel $version, or its SHA-256 is not $sha256 (pip says why above)"
  rm -rf "$library"
  python3 infra/tensorflow/unpack_wheel.py "$download"/*.whl "$library"
  touch "$library/complete"
fi

binding=$library/tfjs_binding-$(node -p "require('./$package/package.json').version").node
if [ ! -f "$binding" ]; then
  echo 'compiling the binding' >&2
  g++ -O2 -std=c++17 -fPIC -shared -DNAPI_VERSION=8 -DNODE_GYP_MODULE_NAME=tfjs_binding -DBUILDING_NODE_EXTENSION \
    -I"$headers" -I$package/.. -I"$library/include" $package/binding/tfjs_backend.cc $package/binding/tfjs_binding.cc \
    -o "$binding.tmp" -L"$library/lib" -l:libtensorflow_cc.so.2 -l:libtensorflow_framework.so.2 \
    '-Wl,-rpath,$ORIGIN/../../deps/lib'
  mv "$binding.tmp" "$binding"
fi

# The binding looks for the library in ../../deps/lib, seen from where the package expects it.
mkdir -p $package/deps $package/lib/napi-v8
ln -sfn "$library/lib" $package/deps/lib
cp "$binding" $package/lib/napi-v8/tfjs_binding.tmp # a process may have the old one open
mv $package/lib/napi-v8/tfjs_binding.tmp $package/lib/napi-v8/tfjs_binding.node
node --import tsx infra/tensorflow/check.ts
