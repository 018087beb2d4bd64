#!/bin/sh
# What `npm test` runs: every check, every test, and at last the built command on the Node that npm itself runs on. A browser for the page's tests is
# installed beside the checks where that can be done.
set -u
export TURBO_TELEMETRY_DISABLED=1
pnpm='npx -y pnpm@12.21.0 run --silent'

sh tooling/install-chromium.sh &
browser=$!
$pnpm check:static || exit 1
wait "$browser"
$pnpm unit || exit 1
"${npm_node_execpath:-node}" apps/cli/dist/main.js demo --quiet
