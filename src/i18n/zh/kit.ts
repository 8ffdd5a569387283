/** 离线包。 */
export const messages = {
  'kit.action': (p: { name: string; names: string }) => `没有 \`kit ${p.name}\` 这个命令。可用的有：${p.names}。`,
  'kit.no-file': (p: { name: string }) => `\`kit ${p.name}\` 需要一个文件名。`,
  'kit.no-file.next': (p: { name: string }) => `例如：go-docker-lab kit ${p.name} kit.tar`,
  'kit.flag': (p: { name: string; flag: string }) => `\`kit ${p.name}\` 不接受 ${p.flag}。`,
  'kit.absent': (p: { path: string }) => `没有文件 ${p.path}。`,
  'kit.absent.next': '请指定由 `go-docker-lab kit make FILE` 生成的文件。',
  'kit.platform': (p: { text: string }) => `没有 ${p.text} 平台的镜像。`,
  'kit.platform.next': '可以写 --platform amd64、arm64 或 amd64,arm64。',
  'kit.node': (p: { text: string }) => `${p.text} 没有写明平台和 Node.js 程序。`,
  'kit.node.next': '例如 --node linux/arm64=/path/to/node；也可以是 darwin/ 和 windows/，amd64 和 arm64。',
  'kit.node-archive': (p: { path: string }) => `${p.path} 是压缩包或安装包，不是其中的程序。`,
  'kit.node-archive.next': '请解开它，取出其中的 bin/node，Windows 则取 node.exe。',
  'kit.node-none': (p: { path: string; platform: string }) => `${p.path} 不是 ${p.platform} 的程序。`,
  'kit.node-cpu': (p: { path: string; platform: string; found: string }) =>
    `${p.path} 是 ${p.found} 的程序，不是 ${p.platform} 的。`,
  'kit.node-version': (p: { path: string; said: string }) =>
    `离线包需要 Node.js 20.19 或更新版本；${p.path} --version 的输出是：${p.said}。`,
  'kit.node-silent': (p: { path: string }) =>
    `${p.path} 在这台机器上运行不起来，无法确认它是不是 Node.js 20.19 或更新版本。`,
  'kit.node-file.next': (p: { platform: string }) =>
    `请写 --node ${p.platform}=路径，路径指向官方 Node.js 压缩包里的 bin/node（Windows 为 node.exe），20.19 或更新版本。`,
  'kit.app-name': (p: { name: string }) => `这门课程的程序目录叫 ${p.name}，与每个离线包里都有的东西重名。`,
  'kit.app-name.next': '请给这个目录以及 course.yaml 里的 `app` 换个名字。',
  'kit.pinned': (p: { name: string }) =>
    `这门课程 FROM ${p.name}，用摘要指定了镜像：连不上镜像仓库时，没有办法让引擎以这个名字得到它。`,
  'kit.pinned.next': (p: { name: string }) =>
    `请在 course.yaml、各个 lab.yaml 和 Dockerfile 里去掉 ${p.name} 的摘要。离线包自己会记录摘要。`,
  'kit.path-long': (p: { path: string }) => `${p.path} 的名字太长，放不进离线包。`,
  'kit.path-long.next':
    '请缩短它：文件名最多 100 字节，课程里通向它的各级目录合计最多约 130 字节；一个汉字占 3 字节。或者把它移出课程目录。',
  'kit.path-odd': (p: { path: string }) => `不是每个系统都能有 ${p.path} 这样的文件名。`,
  'kit.path-odd.next': '请给它换个名字，或把它移出课程目录：离线包要能在每个系统上解开。',
  'kit.path-twin': (p: { path: string }) => `这门课程里另有一个名字与 ${p.path} 只差大小写，不是每个系统都能区分它们。`,
  'kit.path-twin.next': '请给其中一个换个名字，或把它移出课程目录：离线包要能在每个系统上解开。',
  'kit.unread.next': '课程的全部文件都会放进离线包：请让这个文件可以读取，或把它移出课程目录。',

  'kit.progress': (p: { phase: string; what: string; done: string; rate: string }) =>
    `  ${p.phase} ${p.what}：${p.done}，${p.rate}/s`,
  'kit.progress.of': (p: { phase: string; what: string; done: string; total: string; rate: string }) =>
    `  ${p.phase} ${p.what}：${p.done} / ${p.total}，${p.rate}/s`,
  'kit.progress.image': (p: { number: number; of: number; name: string }) => `镜像 ${p.number}/${p.of} ${p.name}`,
  'kit.progress.reading': '读取',
  'kit.progress.writing': '写入',
  'kit.progress.verifying': '校验',
  'kit.progress.loading': '载入',
  'kit.sum': (p: { sha256: string }) => `sha256：${p.sha256}`,

  // make
  'kit.busy': (p: { path: string; pid: string }) => `另一个 \`kit make\`（进程 ${p.pid}）正在写 ${p.path}。`,
  'kit.busy.next': '请等它结束，或换一个文件名。',
  'kit.part': (p: { path: string }) => `${p.path} 已存在，而且不是中断的 \`kit make\` 留下的。`,
  'kit.part.next': '请把它移走，或给离线包换个名字。',
  'kit.inside': (p: { path: string; folder: string }) =>
    `${p.path} 位于 ${p.folder} 之内，而这个目录会放进离线包：下一个离线包里就会包含这一个。`,
  'kit.inside.next': '请为它另选一个目录。',
  'kit.no-image': (p: { name: string; platform: string }) =>
    `引擎上没有 ${p.platform} 的 ${p.name}，也没有镜像仓库能提供它。`,
  'kit.no-image.why': (p: { name: string; platform: string; why: string }) =>
    `拉取不到 ${p.platform} 的 ${p.name}：${p.why}`,
  'kit.no-image.next': (p: { platform: string }) =>
    `请在能访问镜像仓库的地方制作，或在 ${p.platform} 的机器上制作：本地替代镜像只能为本机的 CPU 制作。`,
  'kit.no-layers': (p: { name: string; platform: string }) =>
    `镜像 ${p.name}（${p.platform}）一层也没有：里面没有可以放进离线包的内容。`,
  'kit.no-layers.next': '请重新构建或拉取它，让里面至少有一个文件；或者让课程 FROM 另一个镜像。',
  'kit.save-failed': (p: { name: string }) => `引擎无法导出镜像 ${p.name}。`,
  'kit.save-incomplete': (p: { name: string }) => `引擎导出的镜像 ${p.name} 缺少一些层。`,
  'kit.save.next': '请重新拉取它，然后再次制作：会从中断处继续。',
  'kit.cut': (p: { name: string }) => `镜像 ${p.name} 传输途中，与引擎的连接断开了。`,
  'kit.save-cut.next': '再制作一次：会从中断处继续。',
  'kit.load-cut.next': '这个镜像没有留下任何部分。请再载入一次：已有的镜像不会重复载入。',
  'kit.resumed': (p: { bytes: string }) => `前 ${p.bytes} 沿用了上次中断时已写好的内容。`,
  'kit.made': (p: { path: string; bytes: string; course: string; runner: string }) =>
    `${p.path} 已就绪：${p.bytes}，课程 ${p.course}，go-docker-lab ${p.runner}。`,
  'kit.made.images': (p: { images: string }) => `镜像：${p.images}`,
  'kit.made.node': (p: { platform: string; version: string; path: string }) =>
    `${p.platform} 的 Node.js：${p.version}（${p.path}）`,
  'kit.made.node-unknown': '版本未知',
  'kit.made.no-node': (p: { platforms: string }) =>
    `没有 ${p.platforms} 的 Node.js：使用这些机器的人要自备 Node.js 20.19 或更新版本，或用 --node 制作离线包。`,
  'kit.made.next': (p: { path: string }) => `验证它：go-docker-lab kit check ${p.path}`,

  // 文件的问题
  'kit.copy.next': '什么都没有改动。请从来源重新复制离线包，或重新制作一个。',
  'kit.copy-rest.next': '之前载入的镜像会保留。请从来源重新复制离线包，或重新制作一个。',
  'kit.not-one': (p: { path: string }) => `${p.path} 不是 go-docker-lab 的离线包。`,
  'kit.not-one.next': '什么都没有改动。请指定由 `go-docker-lab kit make FILE` 生成的文件。',
  'kit.truncated': (p: { path: string; bytes: number }) => `${p.path} 在第 ${p.bytes} 字节处中断，不完整。`,
  'kit.altered': (p: { path: string; entry: string }) => `${p.path} 已损坏：其中的 ${p.entry} 与写入时不同。`,
  'kit.altered-behind': (p: { path: string; entry: string }) => `${p.path} 在 ${p.entry} 之后已损坏。`,
  'kit.behind': (p: { path: string }) => `${p.path} 的结尾之后还有多余内容。`,
  'kit.link': (p: { path: string; entry: string }) =>
    `已拒绝 ${p.path}：其中的 ${p.entry} 是链接、目录或设备，而离线包里只有普通文件。`,
  'kit.escapes': (p: { path: string; entry: string }) => `已拒绝 ${p.path}：其中的 ${p.entry} 指向解包目录之外。`,
  'kit.twice': (p: { path: string; entry: string }) => `已拒绝 ${p.path}：其中有两个 ${p.entry}。`,
  'kit.pinned-in': (p: { path: string; name: string }) =>
    `${p.path} 里有用摘要指定的镜像 ${p.name}：没有办法让引擎以这个名字得到它。`,
  'kit.pinned-in.next': '什么都没有改动。请索取用这个版本或更新版本制作的离线包，其课程的镜像名不带摘要。',
  'kit.newer': (p: { path: string; version: string }) => `${p.path} 由更新版本的 go-docker-lab（${p.version}）制作。`,
  'kit.newer.next': (p: { version: string }) => `什么都没有改动。请使用离线包里的程序，或 go-docker-lab ${p.version}。`,

  // load
  'kit.verifying': (p: { path: string }) => `正在校验 ${p.path}`,
  'kit.verified': (p: { course: string; runner: string; bytes: string }) =>
    `校验通过：${p.bytes}，课程 ${p.course}，go-docker-lab ${p.runner}`,
  'kit.other-cpu': (p: { platforms: string; own: string }) =>
    `这个离线包的镜像适用于 ${p.platforms}，而这个引擎是 ${p.own}。`,
  'kit.other-cpu.next': (p: { own: string }) =>
    `什么都没有改动。请索取用 --platform ${p.own.replace('linux/', '')} 制作的离线包。`,
  'kit.no-space': (p: { path: string; free: string; needed: string }) =>
    `引擎在 ${p.path} 只剩 ${p.free}，载入需要 ${p.needed}。什么都没有改动。`,
  'kit.present': (p: { name: string }) => `已经有了：${p.name}`,
  'kit.kept': (p: { name: string }) => `保持不变：这里的 ${p.name} 是另一个镜像，名字仍归它。`,
  'kit.loading': (p: { what: string; bytes: string }) => `正在载入${p.what}（${p.bytes}）`,
  'kit.load-failed': (p: { name: string }) => `引擎没有接受镜像 ${p.name}。`,
  'kit.load-failed.next': '请查看引擎有什么问题：go-docker-lab doctor。然后再次载入离线包。',
  'kit.loaded': (p: { loaded: number; others: number }) => `已载入 ${p.loaded} 个镜像，原本就有 ${p.others} 个。`,
  'kit.loaded.next': '连不上镜像仓库时，请说明一次：go-docker-lab network offline',

  // check
  'kit.check.begins': '正在解包，并启动一个没有出口的引擎',
  'kit.check.ends': '正在清理',
  'kit.check.proved': (p: { devices: string; answer: string }) =>
    `没有出口：没有默认路由，也没有经过网关的路由（路由：${p.devices}），对外连接以 ${p.answer} 失败`,
  'kit.check.loaded': (p: { names: string }) => `已从离线包载入：${p.names}`,
  'kit.check.step': (p: { outcome: string; place: string; time: string; reason: string }) =>
    `  ${p.outcome} ${p.place} ${p.time}${p.reason}`,
  'kit.check.passed': '通过',
  'kit.check.failed': '失败',
  'kit.check.skipped': '跳过',
  'kit.check.cancelled': '停止',
  'kit.check.holds': (p: { path: string; passed: number; failed: number; skipped: number; time: string }) =>
    `${p.path} 可用：在没有出口的情况下 ${p.passed} 项通过，${p.failed} 项失败，${p.skipped} 项跳过，用时 ${p.time}。`,
  'kit.check.fails': (p: { path: string; passed: number; failed: number; skipped: number; time: string }) =>
    `${p.path} 不可用：${p.passed} 项通过，${p.failed} 项失败，${p.skipped} 项跳过，用时 ${p.time}。`,
  'kit.check.fails.next': (p: { command: string }) =>
    `请不要分发它。上面的输出说明了失败之处：解决之后重新制作：${p.command}`,
  'kit.check.fails.course': (p: { course: string }) => `FOLDER 是课程 ${p.course} 所在的目录。`,
  'kit.check.fails.node': 'PATH 是该平台的 Node.js 程序。',
  'kit.check.unjudged': (p: { place: string }) => `${p.place} 里没有任何检查，证明不了离线包。`,
  'kit.check.places': (p: { places: string }) => `这个离线包的课程里，有检查的是：${p.places}。`,
  'kit.check.no-linux': '`kit check` 需要 Linux 的命名空间。',
  'kit.check.no-root': '`kit check` 需要 root 权限，以便使用独立的引擎和网络。',
  'kit.check.no-tool': (p: { name: string }) => `\`kit check\` 需要 ${p.name}，而这台机器上没有。`,
  'kit.check.no-namespace': '这个系统不允许创建命名空间，因此 `kit check` 无法切断网络。',
  'kit.check.no-node': (p: { platform: string }) => `这个离线包里没有 ${p.platform} 的 Node.js，无法在这里运行。`,
  'kit.check.no-node.next': (p: { platform: string }) =>
    `请照原来的方式重新制作，并带上这台机器的 Node.js：--node ${p.platform}=PATH`,
  'kit.check.route': '命名空间里有通向外面的路，检查证明不了什么。',
  'kit.check.engine': '命名空间里的引擎没有启动起来。',
  'kit.check.next':
    '请在装有 Docker 的 Linux 机器上以 root 检查；或在这里断开网络，然后运行 `go-docker-lab kit load FILE` 和 `go-docker-lab run`。',
  'kit.check.long': (p: { path: string }) => `路径 ${p.path} 太长，放不下引擎的套接字。`,
  'kit.check.space.next': '请用环境变量 TMPDIR 指定一个路径短、空间足的目录，再检查一次。',
};
