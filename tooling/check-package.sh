#!/bin/sh
# Packs one workspace package the way it is published and checks what a consumer would get.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
pnpm pack --pack-destination "$dir" >/dev/null
publint "$dir"/*.tgz --strict
attw "$dir"/*.tgz --profile esm-only --format table-flipped --no-color --no-emoji
