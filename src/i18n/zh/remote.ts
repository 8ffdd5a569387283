import type { Translation } from '../catalog.ts';
import type { messages as en } from '../en/remote.ts';

export const messages: Translation<typeof en> = {
  'run.remote': (p: { host: string }) =>
    `引擎在另一台机器 ${p.host} 上。发布到 127.0.0.1 的端口只在那台机器上能访问，所以请求由我们放在那里的一个容器发出，会话结束时它会被删除。到首次应答的时间包含往返路程。`,
  'engine.relay-gone': (p: { host: string }) => `无法在 ${p.host} 上发送请求：我们用来发送请求的容器总是退出。`,
  'engine.relay-image': (p: { image: string }) => `无法在引擎所在的机器上发送请求：没有镜像 ${p.image} 可用来发送。`,
  'engine.relay-no-nc': (p: { image: string }) => `无法在引擎所在的机器上发送请求：镜像 ${p.image} 里没有 nc。`,
  'engine.relay-image.next': '使用远程引擎时，课程的基础镜像里要有 alpine 或 busybox。',
  'doctor.ports.remote': (p: { host: string }) => `${p.host} 上没有容器发布这些端口`,
};
