import type { Translation } from '../catalog.ts';
import type { messages as en } from '../en/podman.ts';

/** 只有遇到 Podman 和 rootless Docker 时才说的话。 */
export const messages: Translation<typeof en> = {
  'podman.no-connection': (p) => `这台机器上的 docker 命令其实是 podman 命令，而 Podman 没有名为 ${p.name} 的连接。`,
  'podman.no-connection.next': '有哪些连接，可以用 docker system connection list 查看。',
  'diagnose.podman-socket': (p) =>
    `Podman 的套接字 ${p.host} 没有应答。podman 命令自己用不着它，本课程却要通过它读取镜像和容器。`,
  'diagnose.podman-socket.next': (p) =>
    `启动它：systemctl --user start podman.socket；没有 systemd 时：podman system service --time 0 ${p.host} &`,
  'diagnose.podman-socket.root': (p) =>
    `启动它：systemctl start podman.socket；没有 systemd 时：podman system service --time 0 ${p.host} &`,
  'podman.far': (p) =>
    `这台机器上的 docker 命令其实是 podman 命令，它用的是 ${p.endpoint}；通过 podman 命令，本课程只能使用这台机器上 Unix 套接字后面的引擎。`,
  'podman.far.next':
    "请指定这样一个套接字：CONTAINER_HOST=unix:///路径（Podman machine 的套接字：podman machine inspect --format '{{.ConnectionInfo.PodmanSocket.Path}}'）；或者安装真正的 docker 命令（软件包 docker-cli），再设置 DOCKER_HOST。",
  'diagnose.podman-start': 'Podman 建好了容器，却没能启动其中的程序，而 docker 命令没有转述原因。',
  'diagnose.podman-start.next': '给同一条命令加上 -d 再运行，就会显示原因。',
  'requires.podman.build-check':
    'Podman 没有 BuildKit，也就没有 docker build --check：这一步需要 Docker 27 或更新的版本。',
  'requires.podman.build-secret':
    'Podman 没有 BuildKit，docker 无处传递构建用的秘密：这一步需要 Docker，或者用 podman 命令代替 docker 命令（软件包 podman-docker）。',
  'requires.podman.build-stages': 'Podman 4.2 之前的版本连镜像用不到的阶段也会构建。更新 Podman 后就能做这一步。',
  'requires.podman.cross-build':
    'docker 为另一种 CPU 构建时需要 BuildKit，而 Podman 没有：这一步需要 Docker，或者用 podman 命令代替 docker 命令（软件包 podman-docker）。',
  'requires.podman.reason': '命令照预期失败了，但 podman 命令没有转述引擎给出的原因。docker 命令会转述。',
  'requires.health':
    '健康检查一次也没有执行过：Podman 靠 systemd 的定时器来定时执行，而这个引擎没有 systemd。手动执行：podman healthcheck run 容器名。',
  'requires.memory': '这个引擎测不出容器占多少内存：它没有使用控制组（rootless Docker 需要 cgroup v2 才能使用）。',
  'requires.processes': '这个引擎列不出容器里的进程：它没有使用控制组（rootless Docker 需要 cgroup v2 才能使用）。',
};
