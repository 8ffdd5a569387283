export const messages = {
  // What makes a Dockerfile unusable, or its build fail for sure
  'dockerfile.empty': 'the file is empty',
  'dockerfile.only-comments': 'the file holds nothing but comments',
  'dockerfile.too-large': 'the file is larger than 1 MB: this cannot be a Dockerfile',
  'dockerfile.too-long': (p: { count: number }) =>
    `the file has more than ${p.count} lines: this cannot be a Dockerfile`,
  'dockerfile.long-line': (p: { count: number }) =>
    `a line has more than ${p.count} characters, and docker reads no longer ones`,
  'dockerfile.utf-16': 'the file is saved as UTF-16, and docker reads UTF-8',
  'dockerfile.binary': 'the file holds a zero byte: this is no text',
  'dockerfile.no-from': 'there is no FROM',
  'dockerfile.no-from.hint':
    'The first instruction is FROM: it names the image to begin with. Only ARG may stand before it.',
  'dockerfile.before-from': (p: { keyword: string }) => `${p.keyword} stands before the first FROM`,
  'dockerfile.unknown-instruction': (p: { word: string }) => `${p.word} is not an instruction`,
  'dockerfile.unknown-instruction.nearest': (p: { nearest: string }) => `Did you mean ${p.nearest}?`,
  'dockerfile.unknown-instruction.hint':
    'A line that carries on the one before needs a backslash at the end of that one, with nothing behind it.',
  'dockerfile.odd-space': (p: { keyword: string }) => `what follows ${p.keyword} looks like a space and is not one`,
  'dockerfile.odd-space.hint': 'Replace it by an ordinary space; full-width and no-break spaces do not part words.',
  'dockerfile.from-words': 'FROM takes an image, or an image and AS with a name',
  'dockerfile.from-words.hint': 'Write FROM image or FROM image AS name.',
  'dockerfile.from-words.comment': 'A comment needs a line of its own: behind an instruction, # begins none.',
  'dockerfile.stage-name': (p: { name: string }) => `${p.name} cannot be the name of a stage`,
  'dockerfile.no-arguments': (p: { keyword: string }) => `nothing follows ${p.keyword}`,
  'dockerfile.copy-words': (p: { keyword: string }) => `${p.keyword} needs a source and a destination`,
  'dockerfile.no-value': (p: { keyword: string }) => `${p.keyword} has a name without a value`,
  'dockerfile.no-value.hint': (p: { keyword: string }) =>
    `Write ${p.keyword} NAME=value, and put a value with spaces between double quotes.`,
  'dockerfile.open-quote': (p: { keyword: string }) => `a quote in ${p.keyword} is opened and never closed`,
  'dockerfile.open-quote.hint': 'Put the whole value between double quotes; inside them, write \\" for a quote.',
  'dockerfile.open-quote.copy': 'Paths with spaces need the form with brackets: ["a source", "a destination"].',
  'dockerfile.mixed-array': (p: { keyword: string }) =>
    `between the brackets of ${p.keyword}, every word needs double quotes`,
  'dockerfile.shell-array': 'SHELL takes brackets: ["/bin/sh", "-c"]',
  'dockerfile.healthcheck-words': 'HEALTHCHECK takes CMD with a command, or NONE',
  'dockerfile.healthcheck-words.hint': 'Write HEALTHCHECK CMD ["program", "argument"].',
  'dockerfile.healthcheck-none': 'nothing may follow HEALTHCHECK NONE',
  'dockerfile.heredoc': (p: { name: string }) => `the text that begins with <<${p.name} has no end`,
  'dockerfile.heredoc.hint': (p: { name: string }) => `It ends with a line that holds ${p.name} and nothing else.`,
  'dockerfile.no-stage': (p: { name: string }) => `no stage above is called ${p.name}`,
  'dockerfile.no-stage.nearest': (p: { name: string }) => `Did you mean ${p.name}?`,
  'dockerfile.no-stage.unnamed': (p: { name: string }) =>
    `A stage gets its name from its FROM line: FROM image AS ${p.name}.`,
  'dockerfile.own-stage': (p: { name: string }) => `this stage copies from itself (${p.name})`,
  'dockerfile.later-stage': (p: { name: string }) => `stage ${p.name} comes only later in the file`,
  'dockerfile.brackets': (p: { keyword: string }) =>
    `the brackets of ${p.keyword} are not JSON, so a shell gets the line as it stands`,
  'dockerfile.brackets.hint':
    'Every word between straight double quotes, commas between them, nothing behind the last bracket: ["program", "argument"].',
  'dockerfile.run-in-scratch': 'RUN needs a shell, and nothing has brought one into this stage',
  'dockerfile.run-in-scratch.hint': 'scratch is empty. Do it in an earlier stage and copy the result.',
  'dockerfile.needs-root': (p: { program: string; user: string }) =>
    `${p.program} needs root, and USER is ${p.user} already`,
  'dockerfile.needs-root.hint': 'Move USER below what only root may do.',
  'dockerfile.no-zones': 'golang’s alpine variant has no /usr/share/zoneinfo to copy',
  'dockerfile.no-zones.hint':
    'Install tzdata in that stage first, or copy /usr/local/go/lib/time/zoneinfo.zip, or import time/tzdata.',
  // The check `dockerfile`
  'check.dockerfile.open': 'the text alone cannot tell; the image will',
  'check.dockerfile.absent': (p: { file: string }) => `${p.file} is not there`,
  'check.dockerfile.absent.hint': (p: { file: string }) => `Save your text as ${p.file} in the workspace.`,
  'check.dockerfile.no-shell': 'it needs a shell, and nothing brings one into the last stage',
  'check.dockerfile.valid': 'a Dockerfile that can be built',
  'check.dockerfile.valid.actual': (p: { count: number }) =>
    p.count === 1 ? '1 instruction' : `${p.count} instructions`,
  'check.dockerfile.stages': (p: { count: number }) => `at least ${p.count} stages`,
  'check.dockerfile.stages.actual': (p: { count: number }) => `stages: ${p.count}`,
  'check.dockerfile.stages.hint': 'Each FROM begins a stage; only the last one becomes the image.',
  'check.dockerfile.copies-from': 'the last stage takes something from another stage',
  'check.dockerfile.copies-from.none': 'the last stage takes nothing from another stage',
  'check.dockerfile.copies-from.hint': 'COPY --from=name takes files out of the stage of that name.',
  'check.dockerfile.no-toolchain': 'the last stage begins without a compiler',
  'check.dockerfile.no-toolchain.actual': (p: { image: string }) => `the last stage begins with ${p.image}`,
  'check.dockerfile.no-toolchain.hint':
    'Compile in one stage, and begin the last one with an image that has no Go in it.',
  'check.dockerfile.base': (p: { bases: string }) => `the last stage begins with ${p.bases}`,
  'check.dockerfile.base.hint': 'The last FROM decides what the image begins with.',
  'check.dockerfile.modules-first': 'modules are downloaded before the sources are copied',
  'check.dockerfile.modules-first.actual':
    'the sources are copied first, so that each edit downloads the modules again',
  'check.dockerfile.modules-first.hint':
    'Copy go.mod and go.sum, download the modules, and copy the sources after that.',
  'check.dockerfile.compiles': 'the image starts a compiled program',
  'check.dockerfile.compiles.hint':
    'go run compiles each time a container starts. Compile with RUN go build, and start what it made.',
  'check.dockerfile.static-build': 'the program is built without the C library',
  'check.dockerfile.static-build.off': 'CGO_ENABLED=0 where the program is built',
  'check.dockerfile.static-build.on': 'this image has gcc, so Go links against the C library, and scratch has none',
  'check.dockerfile.static-build.hint': 'CGO_ENABLED=0 must hold in the stage and on the line where go build runs.',
  'check.dockerfile.user': 'the last stage runs as somebody else than root',
  'check.dockerfile.user.none': (p: { image: string }) => `no USER, and ${p.image} runs as root`,
  'check.dockerfile.user.hint': 'USER 10001 in the last stage is enough; a number needs no entry in /etc/passwd.',
  'check.dockerfile.healthcheck': 'the last stage has a health check that is not sure to fail',
  'check.dockerfile.healthcheck.absent': 'there is no HEALTHCHECK',
  'check.dockerfile.healthcheck.program': (p: { program: string }) => `${p.program} is not in the last stage`,
  'check.dockerfile.healthcheck.none.hint': 'A HEALTHCHECK in the last stage tells the engine how to ask.',
  'check.dockerfile.healthcheck.scratch.hint':
    'scratch has no shell and no wget: what asks must be in the image, and be started in brackets, without a shell.',
  'check.dockerfile.exec-form': 'SIGTERM reaches the program',
  'check.dockerfile.exec-form.stays': 'a shell stays in front of the program and keeps SIGTERM to itself',
  'check.dockerfile.exec-form.hint': 'With brackets no shell comes in between: ["/server"].',
  'check.dockerfile.starts': 'what the image starts is in it',
  'check.dockerfile.starts.absent': (p: { program: string }) => `nothing brings ${p.program} into the last stage`,
  'check.dockerfile.starts.hint': 'Compare the path that is started with the destination of COPY.',
  'check.dockerfile.pinned': 'every image has a tag other than latest, or a digest',
  'check.dockerfile.pinned.hint':
    'latest, which is also what no tag means, is another image tomorrow. Name a version: FROM golang:1.26-alpine.',
  'check.dockerfile.no-secret': (p: { names: string }) => `no ARG and no ENV holds ${p.names}`,
  'check.dockerfile.no-secret.none': 'none',
  'check.dockerfile.no-secret.actual': (p: { keyword: string; name: string }) => `${p.keyword} ${p.name}`,
  'check.dockerfile.no-secret.hint':
    'Whoever has the image can read it. RUN --mount=type=secret,id=… shows a secret to one command and keeps nothing; the id is the one that the build lends, letter by letter.',
  'check.dockerfile.cache-mount': (p: { target: string }) => `a RUN keeps ${p.target} in a cache mount`,
  'check.dockerfile.cache-mount.at': (p: { places: string }) => `cache mount at ${p.places}`,
  'check.dockerfile.cache-mount.none': 'no RUN has a cache mount',
  'check.dockerfile.cache-mount.hint': (p: { target: string }) =>
    `RUN --mount=type=cache,target=… keeps a folder from build to build; here it is ${p.target}.`,
};
