#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the fuzz targets with bounds checks and AddressSanitizer, and lets each search for a time:
#   Tests/Fuzzing/fuzz.sh SECONDS [KEEP]
# The corpus in Corpus/ is where it begins; what it finds besides stays in .build-fuzz, and with KEEP in Corpus/.
# A crash, or an input that takes longer than two seconds, ends it with a file to repeat it with.
set -eu
# The fuzzer tells of a crash itself.
export SWIFT_BACKTRACE=enable=no
cd "$(dirname "$0")/../.."
seconds=$1
keep=${2:-}
out=.build-fuzz
mkdir -p $out
# One program a target: the core's files as modules in one folder, without optimisation, so that every check is in.
build() {
  target=$1
  modules=$2
  for module in $modules; do
    if [ ! -f $out/lib$module.a ] || [ -n "$(find Sources/$module -name '*.swift' -newer $out/lib$module.a)" ]; then
      find Sources/$module -name '*.swift' | sort >$out/$module.files
      swiftc -swift-version 6 -sanitize=fuzzer,address -parse-as-library -module-name $module -I $out -emit-module \
        -emit-module-path $out/$module.swiftmodule -emit-library -static -o $out/lib$module.a @$out/$module.files
    fi
  done
  libraries=""
  for module in $modules; do libraries="-l$module $libraries"; done
  swiftc -swift-version 6 -sanitize=fuzzer,address -parse-as-library -I $out -L $out $libraries -lm -o $out/$target Tests/Fuzzing/$target.swift 2>$out/$target.build.log || { cat $out/$target.build.log; exit 1; }
}
run() {
  target=$1
  corpus=Tests/Fuzzing/Corpus/$2
  mkdir -p $out/$2
  first=$out/$2
  if [ "$keep" = KEEP ]; then first=$corpus; fi
  if ! $out/$target $first $corpus -max_total_time=$seconds -timeout=2 -max_len=2048 -artifact_prefix=$out/ -print_final_stats=1 \
    >$out/$target.log 2>&1; then
    tail -40 $out/$target.log
    echo "$target found something; see above"
    return 1
  fi
  echo "$target: $(awk '/number_of_executed_units/ {print $2}' $out/$target.log) inputs in $seconds seconds, no crash, none slow"
}
small="RealMath Raster IdentityDocuments"
build FuzzMRZ "$small"
build FuzzNames "$small"
build FuzzDetails "RealMath Raster NetworkSteps NetworkKernels FaceModels CaptureQuality IdentityDocuments Verification"
run FuzzMRZ mrz &
one=$!
run FuzzNames names &
two=$!
run FuzzDetails details &
three=$!
status=0
for job in $one $two $three; do wait $job || status=1; done
exit $status
