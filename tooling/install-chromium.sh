#!/bin/sh
# Debian's Chromium, which the tests of the page are driven in. Quiet, and quick where it is there; where it cannot be installed those
# tests are skipped, and this says so. Never fails: the other tests need no browser.
set -u

found() { [ -x /usr/bin/chromium ] || [ -x /usr/bin/chromium-browser ]; }
note() { printf '\n*** NO CHROMIUM: %s.\n*** The tests of the page are SKIPPED. On Debian: apt-get install chromium\n\n' "$1" >&2; }

found && exit 0
command -v apt-get >/dev/null 2>&1 || { note 'no apt-get on this machine'; exit 0; }
[ "$(id -u)" -eq 0 ] || { note 'not root, and it is not installed'; exit 0; }

log=$(mktemp)
trap 'rm -f "$log"' EXIT
printf 'installing chromium …\n' >&2
if { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >"$log" 2>&1 && found; then
  exit 0
fi
tail -n 5 "$log" >&2
note 'apt-get could not install it'
exit 0
