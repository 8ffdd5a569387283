import type { Translation } from '../catalog.ts';
import type { messages as en } from '../en/doctor.ts';

export const messages: Translation<typeof en> = {
  'doctor.version': (p) => `版本 ${p.version}`,
  'doctor.next.commands': (p) => `请先执行这些命令，然后再试：${p.commands}`,
  'doctor.next.sudo': (p) => `这需要 root 权限，而 sudo 要输入密码。请自行执行：${p.commands}`,

  'doctor.node': 'Node.js',
  'doctor.node.old': (p) => `Node.js ${p.version} 太旧：需要 ${p.needed} 或更新版本。`,
  'doctor.node.next': '请安装较新的 Node.js，例如 nvm install 22。',

  'doctor.cli': 'docker 命令',
  'doctor.cli.present': '已安装',
  'doctor.cli.podman': (p) => `podman 命令，版本 ${p.version}`,
  'doctor.cli.broken': 'docker 命令已安装，但无法启动。',

  'doctor.engine': 'Docker 引擎',
  'doctor.engine.answers': (p) => `在 ${p.endpoint} 应答（上下文 ${p.context}）`,
  'doctor.engine.podman': (p) => `Podman，位于 ${p.endpoint}（上下文 ${p.context}）`,
  'doctor.engine.silent': (p) => `${p.what}${p.endpoint} 没有应答。`,
  'doctor.engine.no-cli': '没有 docker 命令，无法询问引擎。',
  'doctor.engine-version': '引擎版本',
  'doctor.engine-version.found': (p) => `${p.version}（docker 命令 ${p.client}）`,

  'doctor.install.next.darwin':
    '请安装 Docker Desktop（brew install --cask docker-desktop）并打开一次，或安装 Colima（brew install colima docker docker-buildx && colima start）。',
  'doctor.install.next.win32':
    '请安装 Docker Desktop（winget install -e --id Docker.DockerDesktop），启动它，再打开一个新终端。',
  'doctor.install.next.debian': '从本发行版的软件包安装。',
  'doctor.install.next.wsl':
    '在 Docker Desktop 中启用本发行版（Settings → Resources → WSL integration），或在这里安装引擎。',
  'doctor.install.next.other':
    '请用本系统的包管理器安装 Docker 及其 buildx 插件，启动它（sudo systemctl enable --now docker），然后再试。',
  'doctor.start.next.darwin': '请启动它：open -a Docker（Docker Desktop）、colima start 或 open -a OrbStack。',
  'doctor.start.next.win32': '请从“开始”菜单启动 Docker Desktop，等它显示引擎正在运行。',
  'doctor.start.next.linux': '已安装但没有运行：把它启动起来。',
  'doctor.buildx.next.debian': '安装 buildx 插件。',

  'doctor.builder': '构建器',
  'doctor.builder.buildx': (p) => `buildx ${p.version}，使用 BuildKit`,
  'doctor.builder.buildx-plain': (p) => `buildx ${p.version}，使用 BuildKit；低于 0.13，进度按行显示。`,
  'doctor.builder.buildkit': 'docker 命令自带的 BuildKit（没有 buildx 插件）',
  'doctor.builder.legacy':
    '只有旧构建器，没有 BuildKit。构建较慢，缓存挂载不可用，用不到的阶段也会构建，需要 BuildKit 的步骤会跳过。',
  'doctor.builder.podman': 'Podman 使用自己的构建器：步骤和缓存显示得较简略。',

  'doctor.image-store': '镜像存储',
  'doctor.image-store.classic': '传统方式（overlay2 等）：docker images 显示解开后的大小。',
  'doctor.image-store.containerd': 'containerd：docker images 显示的大小可能与本课程不同，本课程统计解开后的字节数。',

  'doctor.architecture': '架构',
  'doctor.architecture.found': (p) => `linux/${p.arch}`,
  'doctor.architecture.differs': (p) => `引擎是 linux/${p.arch}，本终端是 ${p.own}`,
  'doctor.architecture.rare': (p) => `linux/${p.arch}：可能没有对应的基础镜像。`,
  'doctor.architecture.rare.next': '如果拿不到基础镜像，请改用 amd64 或 arm64 上的引擎：--context NAME。',

  'doctor.disk': '可用磁盘',
  'doctor.disk.free': (p) => `${p.path} 还有 ${p.free}`,
  'doctor.disk.full': (p) => `${p.path} 的磁盘只剩 ${p.free}。`,
  'doctor.disk.unknown': '本系统没有提供这项信息。',
  'doctor.disk.next': (p) =>
    `最好有 ${p.wanted}。docker system df 显示 Docker 占用的空间；go-docker-lab clean 会删除本课程产生的内容。`,

  'doctor.ports': '端口 8080–8083',
  'doctor.ports.free': '空闲',
  'doctor.ports.taken': (p) => `已被占用：${p.ports}`,
  'doctor.ports.next': '无需处理：会自动改用空闲端口，并显示出来。',

  'doctor.registry': '镜像仓库',
  'doctor.registry.answers': (p) => `${p.name} 有应答。`,
  'doctor.registry.unasked': '没有尝试：没有引擎应答。',
  'doctor.registry.silent': (p) => `${p.names} 没有镜像仓库应答。`,
  'doctor.registry.mirror.next':
    '只有本机还缺的基础镜像才需要它。镜像站有什么问题，用 go-docker-lab network 查看；换一个：go-docker-lab network mirror HOST/PATH',
  'doctor.registry.next': '只有本机还缺的基础镜像才需要它。可以指定镜像站：go-docker-lab network mirror HOST/PATH',

  'doctor.bases': '基础镜像',
  'doctor.base': (p) => `基础镜像 ${p.name}`,
  'doctor.base.present': '已存在',
  'doctor.base.mirror': (p) => `已存在，名为 ${p.image}`,
  'doctor.base.stand-in': (p) => `使用本地替代镜像（${p.image}）。大小与官方镜像不同。`,
  'doctor.base.stand-in.next': (p) => `所有实验都够用。如需官方镜像，请在能访问镜像仓库时执行：${p.command}`,
  'doctor.base.missing': (p) => `引擎上没有基础镜像 ${p.name}。`,
  'doctor.base.later': (p) => `引擎上还没有基础镜像 ${p.name}。只有别的实验用到它。`,
  'doctor.base.no-engine': (p) => `无法查找基础镜像 ${p.name}：没有引擎应答。`,
  'doctor.base.next.pull': '拉取它。',
  'doctor.base.next.pull-or-make': '拉取它；如果失败，就用发行版软件包制作本地替代镜像。',
  'doctor.base.next.stand-in': '没有镜像仓库应答，因此用发行版软件包制作本地替代镜像，并使用我们自己的名字。',
  'doctor.base.next.advice': (p) =>
    `没有镜像仓库应答。等能访问时拉取（${p.command}），或指定镜像站：go-docker-lab network mirror HOST/PATH`,
  'doctor.bases.missing': (p) => `缺少这些基础镜像：${p.names}。`,
  'doctor.bases.missing.next': '获取它们：go-docker-lab doctor --fix',

  'doctor.fix.install': '安装并启动 Docker。',
  'doctor.fix.start': '启动 Docker 引擎。',
  'doctor.fix.buildx': '安装 buildx 插件。',
  'doctor.fix.bases': '获取缺少的基础镜像。',
  'doctor.fix.failed': (p) => `没有成功：${p.title}${p.why}`,
  'doctor.fix.failed.next': '请看命令的输出，解决问题后再运行 go-docker-lab doctor --fix。',
  'doctor.fix.exit': (p) => `命令以退出码 ${p.code} 结束。`,

  'doctor.script.root': '需要 root 权限。',
  'doctor.script.root.next': '请用 sudo 执行这条命令。',
  'doctor.script.mirror': '无法读取本机软件源的软件包列表。',
  'doctor.script.mirror.next': '请先让本机的 apt-get update 正常工作，再试一次。',
  'doctor.script.folder': '状态目录无法写入。',
  'doctor.script.folder.next': '请腾出空间或修正权限；也可以用 XDG_STATE_HOME 换一个位置。',
  'doctor.script.no-apt': '本系统没有 Debian 的软件包工具。',
  'doctor.script.no-package': '本机的软件源里没有所需的软件包。',
  'doctor.script.install': 'apt 没能安装这些软件包。',
  'doctor.script.no-dockerd': '引擎没有安装。',
  'doctor.script.start': '引擎没有启动成功。',
  'doctor.script.no-engine': '引擎没有应答。',
  'doctor.script.architecture': '引擎的 CPU 与本机软件包的不同。',
  'doctor.script.unpack': '有软件包无法解压，磁盘可能已满。',
  'doctor.script.import': '引擎没有接收镜像，它的磁盘可能已满。',
  'doctor.script.stand-in': '用本系统版本制作的替代镜像无法工作。',
};
