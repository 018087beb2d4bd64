#!/bin/sh
# Runs `of` from a clone, after installing and building what is missing. Those speak on standard error: standard output is the command's.
set -u
export OF_CWD="${INIT_CWD:-$PWD}" npm_config_loglevel=error TURBO_TELEMETRY_DISABLED=1
cd "$(dirname "$0")/.." || exit 70

if ! [ -d node_modules ]; then
  npx -y pnpm@12.21.0 install --frozen-lockfile 1>&2 || {
    echo 'error: could not install what this needs: is the npm registry reachable?' 1>&2
    exit 69
  }
fi
[ -f apps/cli/dist/main.js ] || echo 'building (the first time takes half a minute)' 1>&2
mkdir -p .turbo
npx -y pnpm@12.21.0 run --silent build:cli >.turbo/of-build.log 2>&1 || {
  cat .turbo/of-build.log 1>&2
  echo 'error: could not build the command line' 1>&2
  exit 70
}
PATH="$PWD/node_modules/.bin:$PATH" exec node apps/cli/dist/main.js "$@"
