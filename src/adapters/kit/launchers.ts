import { programVariable } from '../called-by.ts';

/** Starts the program of a kit with the Node.js that lies beside it, or else with the machine's own. */
export const shellLauncher = `#!/bin/sh
# Commands that the program names begin as this one did.
case $0 in
*/*) self=$0 ;;
*) self=./$0 ;;
esac
export ${programVariable}="$self"
while [ -L "$self" ]; do
    link=$(readlink "$self")
    case $link in
    /*) self=$link ;;
    *) self=$(dirname "$self")/$link ;;
    esac
done
here=$(cd "$(dirname "$self")" && pwd)
case $(uname -s) in
Linux) os=linux ;;
Darwin) os=darwin ;;
*) os=windows ;;
esac
case $(uname -m) in
aarch64 | arm64) arch=arm64 ;;
*) arch=amd64 ;;
esac
node=$here/node/$os-$arch/node
[ $os != windows ] || node=$node.exe
# A program for another C library, or on a disk that runs none, does not start.
"$node" --version >/dev/null 2>&1 || node=node
if ! "$node" --version >/dev/null 2>&1; then
    echo "This kit has no Node.js that runs here: install Node.js 20.19 or newer." >&2
    exit 3
fi
exec "$node" "$here/dist/go-docker-lab.js" "$@"
`;

/** The same for cmd and PowerShell. */
export const windowsLauncher = [
  '@echo off',
  'setlocal',
  // Commands that the program names begin as this one did.
  `set "${programVariable}=%~0"`,
  'set "arch=amd64"',
  'if /i "%PROCESSOR_ARCHITECTURE%"=="ARM64" set "arch=arm64"',
  'set "node=%~dp0node\\windows-%arch%\\node.exe"',
  '"%node%" --version >nul 2>&1 || set "node=node"',
  '"%node%" --version >nul 2>&1 || (',
  '  echo This kit has no Node.js that runs here: install Node.js 20.19 or newer. 1>&2',
  '  exit /b 3',
  ')',
  '"%node%" "%~dp0dist\\go-docker-lab.js" %*',
  'exit /b %errorlevel%',
  '',
].join('\r\n');
