import type { Translation } from '../catalog.ts';
import type { messages as en } from '../en/network.ts';

export const messages: Translation<typeof en> = {
  'network.profile.direct': 'direct：都从通常的地方下载。',
  'network.profile.mirror': 'mirror：优先使用下面指定的地址。',
  'network.profile.mirror.variable': 'mirror：优先使用 GO_DOCKER_LAB_MIRROR 指定的镜像仓库。',
  'network.profile.mirror.empty': 'mirror：没有指定任何地址，都从通常的地方下载。',
  'network.profile.proxy': 'proxy：构建时使用你的 HTTP 代理。',
  'network.profile.offline': 'offline：什么都不下载，也不询问镜像仓库。',
  'network.from.default': '没有任何设置。',
  'network.from.file': (p) => `设置在 ${p.path}`,
  'network.from.environment': '镜像仓库由 GO_DOCKER_LAB_MIRROR 指定，优先于保存的设置。',
  'network.engine-proxy': (p) => `引擎自己通过 ${p.url} 拉取镜像。`,
  'network.engine-direct': '引擎自己拉取镜像时不走代理。拉取要走代理，须在引擎自己的设置里配置：见 docs/network.md。',
  'network.kept': (p) => `已保存到 ${p.path}。`,

  'network.setting.registry': '镜像仓库',
  'network.setting.goproxy': 'GOPROXY',
  'network.setting.apk': 'apk 镜像站',
  'network.setting.proxy': '代理',

  'network.answers': '有应答。',
  'network.silent': '没有应答。',
  'network.status': (p) => `应答为 ${p.status}。`,
  'network.no-registry': '有应答，但不是镜像仓库。',
  'network.foreign': '有应答，但不是这类镜像站该有的内容，可能是所在网络的登录页面。',
  'network.foreign.next': '请在本机的浏览器里随便打开一个网页：出现登录页面就先登录再试，否则请改正地址。',
  'network.loopback': '是本机，但在构建里 127.0.0.1 是构建容器自己。请填写容器能访问的地址。',
  'network.no-file': (p) => `有应答，但没有 ${p.url}`,
  'network.registry.has': (p) => `有应答，并且有 ${p.names}。`,
  'network.registry.lacks': (p) => `有应答，但缺少 ${p.names}。`,
  'network.registry.login': '有应答，需要登录。',
  'network.registry.login.next': (p) => `请登录后再试：docker login ${p.host}。如果不测试也要保存，请加 --force。`,
  'network.limited': '有应答，但要你等一等：你所在的网络下载得太多，被限流了（HTTP 429）。',
  'network.limited.next': '请过一会儿再试，或换一个镜像站。',
  'network.limited.registry.next': (p) => `请过一会儿再试，或登录（docker login ${p.host}），或换一个镜像站。`,
  'network.proxy.login': '有应答，但用户名或密码不对。',

  'network.not-kept': (p) => `${p.setting} ${p.value} ${p.why}设置没有改动。`,
  'network.not-kept.next': '请改正地址；如果不测试也要保存，请加 --force。',
  'network.not-working': (p) => `${p.setting} ${p.value} ${p.why}`,
  'network.not-working.next': '请换一个，或恢复默认：go-docker-lab network direct',
  'network.hub-silent': '公共镜像仓库没有应答。',
  'network.hub-silent.next':
    '只有本机还缺的基础镜像才需要它。否则可用：go-docker-lab network mirror HOST/PATH，或离线包。',

  'network.usage': '没有这种网络设置。',
  'network.usage.next':
    '可用：network、network direct、network mirror HOST/PATH、network proxy、network proxy URL、network offline。',
  'network.usage.value': (p) => `这样不能用：${p.problems}。`,
  'network.variable.wrong': (p) => `环境变量 ${p.variable} 的值不能用：${p.expected}。`,
  'network.variable.next': (p) => `请改正 ${p.variable}，或取消设置。`,
  'network.no-mirror': '镜像站需要一个地址：镜像仓库、--goproxy 或 --apk。',
  'network.no-proxy': '没有指定代理：这里既没有设置 HTTP_PROXY，也没有设置 HTTPS_PROXY。',
  'network.no-proxy.next': '请设置它，或直接写明：go-docker-lab network proxy http://HOST:PORT',

  'network.file.yaml': (p) => `${p.path} 不是 YAML。`,
  'network.file.yaml.line': (p) => `${p.path} 第 ${p.line} 行不是 YAML。`,
  'network.file.large': (p) => `${p.path} 太大，不像是设置文件。`,
  'network.file.unusable.next': '请改正，或删除它，再重新设置网络：go-docker-lab network direct',
  'network.file.invalid': (p) => `${p.path} 有误：${p.problems}。`,
  'network.file.next': '请改正，或重新开始：go-docker-lab network direct',

  'network.expected': (p) => `${p.key}（${p.expected}）`,
  'network.expected.and': (p) => `${p.first}、${p.second}`,
  'network.expected.profile': '应为 direct、mirror、proxy、offline 之一',
  'network.expected.registry': '应为 HOST、HOST:PORT 或 HOST:PORT/PATH，不带用户名和密码',
  'network.expected.goproxy':
    '应为 GOPROXY 那样的列表，以 http 或 https 地址开头，不带用户名和密码，不含空白、引号、$ 和 \\',
  'network.expected.apk': '应为 http 或 https 地址，不带用户名和密码，不含空白、引号、$ 和 \\',
  'network.expected.url': '应为 http://HOST:PORT；用户名和密码请写在环境变量 HTTP_PROXY 里',
  'network.expected.except': '应为主机列表，和 NO_PROXY 一样，写在一行里',
  'network.expected.variable': '应为不含空白的地址；密码里的空格写作 %20',
  'network.expected.nothing': '这个方案里没有这个键',

  'network.offline.missing': (p) => `网络设置为离线，而本机没有这些基础镜像：${p.names}。`,
  'network.offline.next': '请载入离线包（go-docker-lab kit load FILE），或允许拉取：go-docker-lab network direct',
  'network.bases.not-had': (p) => `缺少这些基础镜像：${p.names}。${p.why}`,
  'network.pull.failed': (p) => `基础镜像 ${p.name} 没能拉取。${p.why}${p.next}`,

  'network.mirrored.failed': (p) => `引擎没能为 ${p.image} 制作使用你的镜像站的副本。`,
  'network.mirrored.failed.next': '不用镜像站来构建：go-docker-lab network direct',

  'doctor.network': '网络',
  'doctor.network.direct': '直连',
  'doctor.network.mirror': (p) => `镜像站：${p.places}`,
  'doctor.network.proxy': (p) => `构建使用代理：${p.places}`,
  'doctor.network.offline': '离线：什么都不下载',
  'doctor.network.no-proxy': '设置为构建使用代理，但既没有 HTTP_PROXY，也没有 HTTPS_PROXY。',
  'doctor.registry.offline': '没有尝试：网络设置为离线。',

  'diagnose.login': (p) => `镜像仓库 ${p.host} 需要登录。`,
  'diagnose.login.next': (p) => `请先登录再试：docker login ${p.host}`,
  'diagnose.login-wrong': '镜像仓库拒绝了用户名或密码。',
  'diagnose.login-wrong.next': '请重新登录：docker login（如果不是公共仓库，后面写上仓库的主机名）',
  'diagnose.registry-broken': (p) => `镜像仓库自身有故障（HTTP ${p.status}）。`,
  'diagnose.registry-broken.next':
    '请稍后再试，或换一条路：go-docker-lab network mirror HOST/PATH，或离线包（go-docker-lab kit load FILE）。',
  'diagnose.cut': '镜像下载一再中断。',
  'diagnose.cut.next':
    'Docker 已经试了五次。请再试一次；线路这么差时，用较近的镜像站（go-docker-lab network mirror HOST/PATH）或离线包（go-docker-lab kit load FILE）更好。',
  'diagnose.plain-http': '这个镜像仓库用的是明文 HTTP，Docker 只允许 127.0.0.1 这样做。',
  'diagnose.plain-http.next':
    '请改用它的 https 地址，或把它加进引擎 daemon.json 的 "insecure-registries"，然后重启引擎。',
  'diagnose.proxy': '连不上 HTTP 代理。',
  'diagnose.proxy.next': '请检查它的地址；在构建里 127.0.0.1 是构建容器自己。go-docker-lab network 会显示并测试它。',
  'diagnose.proxy-login': 'HTTP 代理要求用户名和密码。',
  'diagnose.proxy-login.next':
    '构建用的写进 HTTP_PROXY 和 HTTPS_PROXY（http://NAME:PASSWORD@HOST:PORT），拉取用的写进引擎的代理设置。',
};
