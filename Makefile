# SPDX-License-Identifier: Apache-2.0
# One command for each job. `make test` is every gate, the same one as CI's.

.PHONY: site test truth lint bench bench-site command module networks probe setup setup-tests clean

COMMAND = .build/release/guidelight
PYTHON  = .build-python/bin/python
PICTURE = .build-fixtures/astronaut.png
MODELS  = .build-networks/fetched
NETWORKS = .build-networks/imported
MEDIAPIPE = .build-mediapipe/bin/python

site: command module networks
	@$(COMMAND) build
	@echo "Look at it: $(COMMAND) serve"

test: lint setup-tests module probe command networks
	swift test
	Tests/Fuzzing/fuzz.sh 30
	$(PYTHON) -m pytest -q Tests/BrowserTests

bench: setup-tests command module probe networks $(MEDIAPIPE)
	@swift build --configuration release --product PageBenchmarks
	@.build/release/PageBenchmarks
	@swift build --configuration release --product IdentityBenchmarks
	@echo "Details and retries, natively and in V8"
	@.build/release/IdentityBenchmarks
	@node Tests/Benchmarks/IdentityBenchmarks/identity.mjs .build-wasm/release/LiveCheck.wasm
	@echo "The networks in V8, as a share of the peak of 128-bit multiplications and additions"
	@node Tests/Benchmarks/NetworkBenchmarks/networks.mjs .build-wasm/release/NetworkProbe.wasm .build-networks/*.network
	@vips thumbnail $(PICTURE) .build-fixtures/frame.v 640 --height 480 --crop centre
	@vips bandjoin_const .build-fixtures/frame.v .build-fixtures/rgba.v 255 && vips rawsave .build-fixtures/rgba.v .build-fixtures/frame.rgba
	@node Tests/Benchmarks/NetworkBenchmarks/tracking.mjs .build-wasm/release/NetworkProbe.wasm \
	  .build-networks/face_detection_short_range.network .build-networks/face_landmark.network .build-fixtures/frame.rgba
	@$(MEDIAPIPE) Tests/Benchmarks/LiveBenchmarks/facemesh.py .build-wasm/release/LiveCheck.wasm .build-networks \
	  .build-fixtures/frame.rgba 2>/dev/null
	@swift build --configuration release --product LiveProbe --triple wasm32-unknown-none-wasm \
	  --toolset embedded.toolset.json --scratch-path .build-wasm
	@echo "Where the time of a live frame goes"
	@node Tests/Benchmarks/LiveBenchmarks/stages.mjs .build-wasm/release/LiveCheck.wasm .build-wasm/release/LiveProbe.wasm \
	  .build-networks .build-fixtures/frame.rgba
	@echo "What a reader waits for, in Chromium before a camera that shows a film"
	@$(PYTHON) Tests/Benchmarks/BrowserBenchmarks/live.py $(COMMAND) $(PICTURE)
	@swift build --configuration release --product HostNetworks
	@echo "The networks natively"
	@$(PYTHON) Tests/Benchmarks/NetworkBenchmarks/host.py .build/release/HostNetworks .build-networks/*.tflite 2>/dev/null
	@$(MAKE) --no-print-directory bench-site

# Sites of 10,000 guides, beside Hugo on equal work; SCALE=1 adds one of 100,000. It needs 2 GB in /dev/shm, with SCALE=1 4 GB.
bench-site: $(PYTHON) command module
	@echo "A site of 10,000 guides, beside Hugo"
	@$(PYTHON) Tests/Benchmarks/SiteBenchmarks/benchmark.py $(COMMAND) .build-wasm/release/LiveCheck.wasm $(if $(SCALE),--scale 10)

# Against local sets of pictures, which are never part of the project: one report with tables and plots.
SETS = ../shared/data

truth: setup-tests command networks
	@test -d $(SETS)/portraits || { echo "make truth needs the picture sets; name their folder: make truth SETS=…"; exit 3; }
	@swift build --configuration release --product AccuracyProbe
	@$(PYTHON) Tests/Truth/truth.py $(COMMAND) .build/release/AccuracyProbe $(SETS) .build-truth

lint:
	swift format lint --strict --recursive Sources Tests Package.swift

command: setup
	@swift build --configuration release --product guidelight
	@ln -sfn ../../../.build-wasm/release/LiveCheck.wasm .build/release/LiveCheck.wasm
	@ln -sfn ../../../.build-networks .build/release/networks

# The very same core in Embedded Swift; the toolset holds the flags.
module: setup
	@swift build --configuration release --product LiveCheck --triple wasm32-unknown-none-wasm \
	  --toolset embedded.toolset.json --scratch-path .build-wasm

# Modules for tests and benchmarks: the networks alone, and rehearsals that follow written measures.
probe: setup
	@swift build --configuration release --product NetworkProbe --triple wasm32-unknown-none-wasm \
	  --toolset embedded.toolset.json --scratch-path .build-wasm
	@swift build --configuration release --product RehearsalProbe --triple wasm32-unknown-none-wasm \
	  --toolset embedded.toolset.json --scratch-path .build-wasm

setup:
	@.ci/install libvips-dev libcmark-dev libyaml-dev libxxhash-dev libssl-dev zlib1g-dev \
	  libbrotli-dev pkg-config

setup-tests: setup $(PYTHON) $(PICTURE) $(MODELS)
	@.ci/install libvips-tools chromium firefox-esr nodejs=node binutils=objdump golang-github-yuin-goldmark-dev \
	  brotli default-jre-headless=java ffmpeg

$(PYTHON): Tests/requirements.txt
	@.ci/install python3-venv
	python3 -m venv .build-python
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

# NASA's portrait of the astronaut Eileen Collins, in the public domain, comes in the scikit-image wheel. It is never committed.
$(PICTURE): $(PYTHON)
	@mkdir -p $(@D)
	$(PYTHON) -m pip download --quiet --disable-pip-version-check --no-deps --dest $(@D) scikit-image==0.26.0
	$(PYTHON) -c "import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extract('skimage/data/astronaut.png', '$(@D)')" $(@D)/*.whl
	@mv $(@D)/skimage/data/astronaut.png $@ && rm -r $(@D)/skimage $(@D)/*.whl

# The face networks (Apache-2.0) come in the wheel of mediapipe, of which nothing else is used: so any host may take it.
$(MODELS): .ci/networks.sha256
	@.ci/install python3-pip=pip3
	@mkdir -p $(@D)
	python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: --python-version 311 \
	  --implementation cp --abi cp311 --platform manylinux_2_28_x86_64 --dest $(@D) mediapipe==0.10.21
	@python3 -c "import sys, zipfile; wheel = zipfile.ZipFile(sys.argv[1]); \
	  names = [name.split()[1] for name in open('.ci/networks.sha256')]; \
	  [open('$(@D)/' + name, 'wb').write(wheel.read(path)) for path in wheel.namelist() for name in names if path.endswith('/' + name)]" \
	  $(@D)/*.whl
	@cd $(@D) && sha256sum --quiet --check ../.ci/networks.sha256
	@rm $(@D)/*.whl && touch $@

# What a live frame is compared with, and nothing else uses: in a place of its own, without what it needs for other tasks.
$(MEDIAPIPE):
	@.ci/install python3-venv
	python3 -m venv .build-mediapipe
	$@ -m pip install --quiet --disable-pip-version-check --no-deps mediapipe==0.10.21
	$@ -m pip install --quiet --disable-pip-version-check "numpy<2" absl-py attrs flatbuffers "protobuf>=4.25.3,<5" \
	  opencv-python-headless matplotlib
	@touch $@

networks: $(NETWORKS)

$(NETWORKS): $(MODELS) | command
	@$(COMMAND) models import .build-networks/*.tflite --to .build-networks >/dev/null
	@touch $@

clean:
	rm -rf .build .build-fuzz .build-wasm .build-truth .build-python .build-mediapipe .build-fixtures .build-networks
