#!/bin/sh
# Copies the built server, and installs what it needs in production, into an empty folder. Run it after `pnpm build`:
#   pnpm assemble /opt/admin-events
set -eu

if [ "$#" -ne 1 ]; then
  echo "Name the folder to create, for example: pnpm assemble /opt/admin-events" >&2
  exit 1
fi
target=$1
cd "$(dirname "$0")/../.."

if [ ! -f apps/admin/build/server/index.js ]; then
  echo "The panel is not built. Run \`pnpm build\` first." >&2
  exit 1
fi
if [ -n "$(ls -A "$target" 2>/dev/null)" ]; then
  echo "$target is not empty. Name a new folder, or empty this one." >&2
  exit 1
fi

mkdir -p "$target"
# Node does not run TypeScript below node_modules, so the workspace stays as it is; `pnpm deploy` would move packages there.
tar --create --exclude=node_modules --exclude=testing --exclude=fixtures --exclude='*.test.*' --exclude='*.test-d.*' \
  LICENSE package.json pnpm-lock.yaml pnpm-workspace.yaml apps/server/package.json apps/server/src \
  apps/admin/package.json apps/admin/build packages tooling/deploy/check-health.js |
  tar --extract --directory "$target"

cd "$target"
# The embedded PostgreSQL is the only optional dependency that the server could use.
CI=true pnpm install --filter '@admin-events/server...' --prod --no-optional --frozen-lockfile --ignore-scripts
