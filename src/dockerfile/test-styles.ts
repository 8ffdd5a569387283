/**
 * Dockerfiles in as many styles as people have. Each was given to a real builder (BuildKit of docker 26.1.5,
 * all base images there), which read and planned it without a complaint. Nothing may be said against one of them.
 */
export const styles: Readonly<Record<string, string>> = {
  'one stage': 'FROM golang:1.26\nWORKDIR /src\nCOPY . .\nRUN go build -o /server .\nEXPOSE 8080\nCMD ["/server"]\n',
  'two stages': `FROM golang:1.26-alpine AS builder
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY *.go ./
RUN go build -o /out/server .

FROM alpine:3.22
WORKDIR /app
COPY --from=builder /out/server ./
EXPOSE 8080
CMD ["/app/server"]
`,
  scratch: `FROM golang:1.26 AS builder
RUN CGO_ENABLED=0 go build -ldflags="-s -w" -o /out/server .
FROM scratch
COPY --from=builder /out/server /server
ENTRYPOINT ["/server"]`,
  distroless: `FROM golang:1.26 as build
WORKDIR /go/src/app
COPY . .
RUN go mod download && CGO_ENABLED=0 go build -o /go/bin/app
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /go/bin/app /
CMD ["/app"]
`,
  'cache mounts': `# A build cache and a module cache.
FROM golang:1.26 AS builder
WORKDIR /src
RUN --mount=type=cache,target=/go/pkg/mod/ \\
    --mount=type=bind,source=go.sum,target=go.sum \\
    --mount=type=bind,source=go.mod,target=go.mod \\
    go mod download -x
RUN --mount=type=cache,target=/go/pkg/mod/ --mount=type=cache,target=/root/.cache/go-build \\
    --mount=type=bind,target=. \\
    go build -o /bin/server .
FROM alpine:3.22
COPY --from=builder /bin/server /bin/
ENTRYPOINT [ "/bin/server" ]
`,
  'heredoc of commands': `FROM alpine:3.22
RUN <<EOF
set -e
apk add --no-cache curl
FROM=1
echo "don't $FROM"
EOF
CMD ["/bin/sh"]
`,
  'heredoc of a file': `FROM alpine:3.22
COPY <<EOF /etc/motd
CMD is only a word here, and 'this quote stays open
EOF
COPY --chmod=755 <<'SCRIPT' /run.sh
#!/bin/sh
exec "$@"
SCRIPT
ENTRYPOINT ["/run.sh"]
CMD ["echo", "hi"]
`,
  'two heredocs, one with tabs': `FROM alpine:3.22
RUN cat <<-ONE > /one && cat <<"T W O" > /two
	FORM tabs
	ONE
unknown instruction
T W O
COPY <<A <<B /etc/both/
a
A
b
B
`,
  'heredoc for another program': 'FROM alpine:3.22\nRUN sh 3<<EOF\nnothing\nEOF\nRUN <<EOF sh\necho hi\nEOF\n',
  'ARG-ed FROM': `ARG GO_VERSION=1.26
ARG VARIANT="alpine"
ARG BASE=golang:\${GO_VERSION}-\${VARIANT}
FROM --platform=\${BUILDPLATFORM:-linux/amd64} \${BASE} AS builder
ARG GO_VERSION
RUN echo $GO_VERSION
FROM \${FINAL:-scratch}
COPY --from=builder /etc/passwd /
`,
  'ARG before everything, with quotes': `ARG A='1.26' B="alpine"
FROM "golang:$A-$B"
RUN true
`,
  'numeric --from': 'FROM golang:1.26\nRUN go build -o /a\nFROM alpine:3.22\nCOPY --from=0 /a /a\nCMD ["/a"]\n',
  'lower case': 'from golang:1.26 as builder\nrun go build -o /a\nfrom builder as final\ncmd ["/a"]\n',
  'mixed case, stage found without regard to it':
    'From alpine:3.22 As Build\nRun touch /a\nFROM scratch\nCoPy --from=BUILD /a /a\n',
  'stages on stages': `FROM alpine:3.22 AS base
RUN apk add --no-cache ca-certificates
FROM base AS deps
RUN touch /deps
FROM base AS final
COPY --from=deps /deps /deps
USER nobody
`,
  onbuild: `FROM alpine:3.22 AS parent
ONBUILD COPY . /app
ONBUILD RUN echo built
FROM parent AS child
CMD ["ls", "/app"]
`,
  'escape=`': '# escape=`\nFROM alpine:3.22\nWORKDIR C:\\\nRUN echo a `\n    && echo b\nCOPY a b\\c `\n     /d/\n',
  'windows line endings':
    'FROM alpine:3.22\r\nRUN echo a \\\r\n  # between\r\n  && echo b\r\nCOPY <<EOF /x\r\ntext\r\nEOF\r\nCMD ["ls"]\r\n',
  'byte order mark': '\ufeffFROM alpine:3.22\nCMD ["ls"]\n',
  'parser directives': '# check=skip=all\n# escape=\\\n#syntax is a word\nFROM alpine:3.22\nRUN echo a \\\n b\n',
  shebang: '#!/usr/bin/env docker\nFROM alpine:3.22\nRUN ls\n',
  'empty continuation lines': 'FROM alpine:3.22\nRUN echo a \\\n\n\n  && echo b \\\n\t\n  && echo c\nCMD ls\n',
  'comments inside a continuation': "FROM alpine:3.22\nRUN echo a && \\\n# first\n    # second, don't\n    echo b\n",
  'spaces behind the backslash': 'FROM alpine:3.22\nRUN echo a \\  \n  && echo b\n',
  'ends in a continuation': 'FROM alpine:3.22\nRUN echo a \\\n',
  'keyword over two lines': 'FROM alpine:3.22\nRU\\\nN echo a\nENV A=1 \\\n    B=2\n',
  'labels with quotes': `FROM alpine:3.22
LABEL org.opencontainers.image.title="It's a title" "com.example.a b"='single "double" inside'
LABEL multi="one \\
two" other=plain\\ space
LABEL old form of a label
MAINTAINER Somebody who's "here"
`,
  'env in every form': `FROM alpine:3.22
ENV A=1 B="two words" C='three' D=with\\ space
ENV OLD the old form, 'quoted' too
ENV PATH=$PATH:/x E=\${A:-"none"} F="\${B:+'"'}" G=\${H:-} I=""
ENV J="a\\"b" K='c\\'
`,
  'shell tests in brackets': `FROM alpine:3.22
HEALTHCHECK --interval=5s --timeout=2s --retries=3 CMD [ -f /tmp/well ] || exit 1
CMD [ "$READY" = "yes" ] && exec /bin/server
`,
  'health checks': `FROM alpine:3.22 AS a
HEALTHCHECK NONE
FROM alpine:3.22
healthcheck --start-period=1m30s cmd wget -q -O - http://127.0.0.1:8080/healthz || exit 1
HEALTHCHECK CMD ["wget", "-q", "-O", "-", "http://127.0.0.1:8080/healthz"]
`,
  'JSON everywhere': `FROM alpine:3.22
SHELL ["/bin/sh", "-ec"]
COPY ["a file", "another [1]", "/to/"]
ADD [ "x" , "/y" ]
RUN ["/bin/echo", "a \\"b\\" \\\\ \\u00e9"]
VOLUME ["/data"]
ENTRYPOINT []
CMD [ ]
`,
  'brackets that are words':
    'FROM alpine:3.22\nRUN [ -d /etc ] && echo yes\nRUN [[ -d /etc ]] && echo yes\nCOPY [a-z]*.txt /to/\nUSER app\n',
  'files from an image': `FROM scratch
COPY --from=busybox /bin/busybox /bin/sh
COPY --from=docker.io/library/alpine:3.22 /etc/ssl /etc/ssl
RUN ["/bin/sh", "-c", "true"]
RUN echo a shell is here now
`,
  'mount from an image':
    'FROM alpine:3.22\nRUN --mount=type=bind,from=busybox,source=/bin,target=/tools,ro /tools/ls\n',
  secrets: 'FROM alpine:3.22\nRUN --mount=type=secret,id=token,required=true --network=none cat /run/secrets/token\n',
  'broken stage that nobody needs': `FROM alpine:3.22 AS unused
COPY --from=nothere /a /b
ENV A="open
FROM alpine:3.22
CMD ls
`,
  'quotes that belong to the shell':
    'FROM alpine:3.22\nRUN echo "it\'s" \'a "b"\' \\"c don\\\'t\nCMD echo "x\nENTRYPOINT sh -c \'y\n',
  'redirections that are no heredocs':
    'FROM alpine:3.22\nRUN echo $((1<<2)) && cat <<<word || true\nRUN echo "<<EOF" \\<<X\nCMD ls\n',
  'everything else': `FROM alpine:3.22
ARG TARGETARCH
ARG A B=1 C="two words"
EXPOSE 80 443/tcp 9000-9010 $A
STOPSIGNAL SIGTERM
WORKDIR /a b
WORKDIR "/c d"
USER 1000:1000
VOLUME /a /b
ADD --chown=1000:1000 --chmod=644 x.tar.gz /y/
COPY --link --chown=app:app a b c/
RUN
CMD
`,
  'indented, with tabs': '\n\n   FROM alpine:3.22\n\tRUN echo a\n  # c\n\t\tCMD ["ls"]',
  'a Chinese comment': '# 第一阶段：编译\nFROM alpine:3.22\nRUN echo 你好 # 不是注释\nLABEL 描述="一个“例子”"\n',
};
