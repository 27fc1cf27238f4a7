#!/bin/sh
# Downloads a Kafka broker (jars, about 45 MB) with Maven into .cache/kafka, and makes a class archive with which it
# starts a second faster. Does only what has not been done yet. Needs Java 17 or newer, and Maven.
set -eu
cd "$(dirname "$0")/../.."
folder=.cache/kafka
libs="$folder/libs"
archive="$folder/kafka.jsa"

if ls "$libs"/kafka_*.jar >/dev/null 2>&1; then
  echo "kafka: jars are in $libs already"
else
  mkdir -p "$folder"
  mvn -B -q -f infra/kafka/pom.xml dependency:copy-dependencies \
    -DincludeScope=runtime -DoutputDirectory="$PWD/$libs"
  echo "kafka: $(ls "$libs" | wc -l) jars downloaded into $libs"
fi

if [ -s "$archive" ]; then
  echo "kafka: class archive is in $archive already"
elif node --import tsx infra/kafka/run.ts --make-archive "$archive"; then
  echo "kafka: class archive written to $archive"
else
  echo "kafka: no class archive (the broker works without it)"
fi
