import type { Translation } from '../catalog.ts';
import type { messages as en } from '../en/podman.ts';

/** 只有遇到 Podman 和 rootless Docker 时才说的话。 */
export const messages: Translation<typeof en> = {
  'podman.is-docker': (p) =>
    `这台机器上的 docker 命令其实是换了名字的 podman 命令（podman ${p.version}），缺少本课程要用到的 docker 功能。`,
  'podman.is-docker.next':
    'Podman 的引擎可以用：请安装真正的 docker 命令（软件包 docker-cli），启动 Podman 的套接字（systemctl --user start podman.socket），再设置 DOCKER_HOST=unix://$XDG_RUNTIME_DIR/podman/podman.sock。',
  'diagnose.podman-start': 'Podman 建好了容器，却没能启动其中的程序，而 docker 命令没有转述原因。',
  'diagnose.podman-start.next': '给同一条命令加上 -d 再运行，就会显示原因。',
  'requires.podman.build-check':
    'Podman 没有 BuildKit，也就没有 docker build --check：这一步需要 Docker 27 或更新的版本。',
  'requires.podman.build-secret':
    'Podman 没有 BuildKit，docker 无处传递构建用的秘密：这一步需要 Docker。Podman 自己的命令可以做到：podman build --secret。',
  'requires.podman.build-stages':
    'Podman 4.2 之前的版本连镜像用不到的阶段也会构建。更新 Podman 后就能做这一步。',
  'requires.podman.cross-build': '这样为另一种 CPU 构建需要 BuildKit，而 Podman 没有：这一步需要 Docker。',
  'requires.health':
    '健康检查一次也没有执行过：Podman 靠 systemd 的定时器来定时执行，而这个引擎没有 systemd。手动执行：podman healthcheck run 容器名。',
  'requires.memory': '这个引擎测不出容器占多少内存：它没有使用控制组（rootless Docker 需要 cgroup v2 才能使用）。',
  'requires.processes': '这个引擎列不出容器里的进程：它没有使用控制组（rootless Docker 需要 cgroup v2 才能使用）。',
};
