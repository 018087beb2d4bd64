#!/bin/sh
# What can be said of the code without running its tests. The checks of the sources that need one core each stand beside those that use all.
set -u
export TURBO_TELEMETRY_DISABLED=1
pnpm='npx -y pnpm@12.21.0 run --silent'
trap 'kill 0' INT TERM

{ $pnpm boundaries && $pnpm knip && $pnpm docs:check; } &
beside=$!
$pnpm lint && $pnpm types
sources=$?
wait "$beside" && [ "$sources" -eq 0 ] || exit 1
npx -y pnpm@12.21.0 exec turbo run build check:package --output-logs=errors-only
