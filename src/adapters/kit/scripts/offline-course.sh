#!/bin/sh
# Prove that there is no way out, then run a course from a kit alone.
#
#   offline-course.sh NODE RUNNER KIT [PLACE...]
#
# NODE and RUNNER are the Node.js and the folder of the program as the kit has
# them. Meant for offline-engine.sh. Each line on stdout is JSON.
#
# Exit codes: those of the program, or 64 there is a way out.
set -eu

node=$1
runner=$2
kit=$3
shift 3
main=$runner/dist/go-docker-lab.js

# No route of either IP goes through a gateway (those of the engine's own bridges do not), and an
# address of the documentation range, which a router would take, is unreachable at once.
prove() {
    "$node" -e '
const { existsSync, readFileSync } = require("node:fs");
const { connect } = require("node:net");
// Absent where the kernel has no IPv6.
const six = "/proc/net/ipv6_route";
const routes = readFileSync("/proc/net/route", "utf8").trim().split("\n").slice(1).map((line) => line.split(/\s+/));
const routes6 = existsSync(six) ? readFileSync(six, "utf8").trim().split("\n").map((line) => line.trim().split(/\s+/)) : [];
const out = [
  ...routes.filter(([, to, gateway]) => to === "00000000" || gateway !== "00000000"),
  // On lo the kernel itself has a default route, which is a refusal.
  ...routes6.filter(([, length, , , gateway = "", , , , , device]) => device !== "lo" && (length === "00" || /[^0]/.test(gateway))),
];
const devices = [...new Set(routes.map(([device]) => device))];
const tell = (answer) => {
  const proved = out.length === 0 && answer === "ENETUNREACH";
  console.log(JSON.stringify({ v: 1, type: "offline.proved", proved, devices, gateways: out.length, connect: answer }));
  process.exit(proved ? 0 : 64);
};
const socket = connect({ host: "192.0.2.1", port: 443, timeout: 5000 });
socket.on("connect", () => tell("connected"));
socket.on("timeout", () => tell("timeout"));
socket.on("error", (error) => tell(error.code));
'
}

prove
"$node" "$main" kit load "$kit" --json
code=0
"$node" "$main" run "$@" --json --workspace "$PWD" || code=$?
prove
exit "$code"
