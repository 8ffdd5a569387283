#!/bin/sh
# A docker CLI for `npm run bench`: knows one engine that has nothing, and builds by printing the log
# $BENCH_LOG as BuildKit would, in $BENCH_LOG_SECONDS seconds when that is set.
while :; do
    case ${1:-} in
    --host | --context) shift 2 ;;
    *) break ;;
    esac
done
case "${1:-} ${2:-}" in
'context inspect')
    echo "{\"Name\":\"default\",\"Endpoints\":{\"docker\":{\"Host\":\"unix://$BENCH_SOCKET\"}}}"
    ;;
version\ *)
    case $* in
    *json*) echo '{"Client":{"Version":"28.2.2"},"Server":{"Version":"28.2.2","ApiVersion":"1.50","Os":"linux","Arch":"amd64"}}' ;;
    *) echo 28.2.2 ;;
    esac
    ;;
info\ *)
    echo '{"NCPU":2,"CpuCfsQuota":true,"MemTotal":8000000000,"DockerRootDir":"/var/lib/docker","LoggingDriver":"json-file"}'
    ;;
'buildx version')
    echo "github.com/docker/buildx $BENCH_BUILDX"
    ;;
'buildx build')
    if [ -n "${BENCH_LOG_SECONDS:-}" ]; then exec "$BENCH_NODE" "$BENCH_PACE" "$BENCH_LOG" "$BENCH_LOG_SECONDS" >&2; fi
    exec cat "$BENCH_LOG" >&2
    ;;
esac
