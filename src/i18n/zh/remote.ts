import type { Translation } from '../catalog.ts';
import type { messages as en } from '../en/remote.ts';

export const messages: Translation<typeof en> = {
  'run.remote': (p: { host: string }) =>
    `引擎在另一台机器 ${p.host} 上。发布到 127.0.0.1 的端口只在那台机器上能访问，所以请求由我们放在那里的一个容器发出，会话结束时它会被删除。到首次应答的时间包含往返路程。`,
  'engine.relay-gone': (p: { host: string }) => `无法在 ${p.host} 上发送请求：我们用来发送请求的容器总是退出。`,
  'engine.relay-image': (p: { image: string }) => `无法在引擎所在的机器上发送请求：没有镜像 ${p.image} 可用来发送。`,
  'engine.relay-no-nc': (p: { image: string }) => `无法在引擎所在的机器上发送请求：镜像 ${p.image} 里没有 nc。`,
  'engine.relay-image.next': '使用远程引擎时，课程的基础镜像里要有 alpine 或 busybox。',
  'endpoint.silent': (p) => `${p.endpoint}（${p.source}）上没有 Docker 引擎应答：${p.why}。`,
  'endpoint.address': (p) => `${p.endpoint}（${p.source}）不是 docker 命令能用的地址。`,
  'endpoint.address.next': (p) => `请改正它：ssh://用户@主机、tcp://主机:端口 或 unix:///路径。或者${p.leave}。`,
  'endpoint.password': (p) => `${p.endpoint}（${p.source}）里写了密码，docker 命令不接受。`,
  'endpoint.password.next': (p) => `请去掉密码，让 ssh 用密钥登录。或者${p.leave}。`,
  'endpoint.source.variable': '由 DOCKER_HOST 指定',
  'endpoint.source.context': (p) => `上下文 ${p.context}`,
  'endpoint.why.name': '找不到这个主机名',
  'endpoint.why.refused': '连接被拒绝',
  'endpoint.why.late': '主机无法到达，或没有及时应答',
  'endpoint.why.key': 'ssh 登录不了，主机不接受你的任何密钥',
  'endpoint.why.host-key': 'ssh 不认识这台主机的密钥，或者密钥变了',
  'endpoint.why.tls': '双方的 TLS 或证书对不上',
  'endpoint.why.dropped': '那里的 sshd 在登录之前就断开了连接，同时来的连接太多，或者屏蔽了这个地址时会这样',
  'endpoint.why.no-docker': 'ssh 能登录，但那里没有 docker 命令',
  'endpoint.why.there': 'ssh 能登录，但那里的 docker 命令连不上引擎',
  'endpoint.why.no-ssh': 'docker 命令要用程序 ssh 来连接，而本机的 PATH 里没有它',
  'endpoint.why.settings': 'ssh 拒绝使用它在本机的配置文件',
  'endpoint.why.account': 'ssh 能登录，但那里的账户没有权限访问引擎',
  'endpoint.why.chatter': 'ssh 能登录，但那里的 shell 往连接里输出了自己的文字（欢迎语或错误信息）',
  'endpoint.why.no-engine': '那里应答的程序说的不是 HTTP，不是 Docker 引擎',
  'endpoint.why.broken-off': '还没等到引擎应答，连接就断开了',
  'endpoint.why.nobody': '那里没有接受连接',
  'endpoint.leave.variable': '取消设置 DOCKER_HOST，改用本机的引擎',
  'endpoint.leave.context': '换一个上下文：docker context use 名称',
  'endpoint.next.ssh': (p) => `请检查主机名、用户和密钥，直到这条命令不用输入就有应答：${p.command}。或者${p.leave}。`,
  'endpoint.next.dropped': (p) =>
    `请重试。如果一直这样，请调大那台主机 sshd_config 里的 MaxStartups，或共用一条连接（ssh_config 里的 ControlMaster）。或者${p.leave}。`,
  'endpoint.next.host-key': (p) => `请核对密钥，并手动接受一次：${p.command}。或者${p.leave}。`,
  'endpoint.next.no-ssh': (p) =>
    `请安装 OpenSSH 客户端（Debian 和 Ubuntu：sudo apt install openssh-client），打开一个新终端再试。或者${p.leave}。`,
  'endpoint.next.settings': (p) =>
    `请按 ssh 的提示改正这个文件（权限不对的话：chmod 600 ~/.ssh/config），直到这条命令有应答：${p.command}。或者${p.leave}。`,
  'endpoint.next.account': (p) =>
    `请在那台机器上把这个账户加入 docker 组（${p.join}；这个组的权限等同于 root），直到这条命令有应答：${p.command}。或者${p.leave}。`,
  'endpoint.next.there': (p) => `请在那台机器上安装或启动 Docker，直到这条命令有应答：${p.command}。或者${p.leave}。`,
  'endpoint.next.chatter': (p) =>
    `请在那台机器的 ~/.bashrc 之类的文件里找出输出这些文字的地方，直到这条命令只显示 docker 的应答：${p.command}。或者${p.leave}。`,
  'endpoint.next.tls': (p) =>
    `请检查证书（DOCKER_TLS_VERIFY 和 DOCKER_CERT_PATH，或上下文里的证书），以及那个端口是否使用 TLS。或者${p.leave}。`,
  'endpoint.next.tcp': (p) => `请检查主机名和端口，以及那里的引擎是否在监听。或者${p.leave}。`,
  'endpoint.next.socket': (p) => `请改正路径。或者${p.leave}。`,
  'endpoint.slow': (p) => `位于 ${p.endpoint} 的 Docker 引擎已经 ${p.seconds} 秒没有应答。`,
  'endpoint.slow.next': '请等到手动运行 docker version 有应答（ssh 的话：ssh HOST docker version），然后重试。',
  'doctor.ports.unasked': '没有查看：没有引擎应答，而本机的端口不是它的端口。',
  'doctor.ports.remote': (p: { host: string }) => `${p.host} 上没有容器发布这些端口`,
};
