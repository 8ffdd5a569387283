import type { Probe } from './probe.ts';
import { architecture } from './probes/architecture.ts';
import { baseImages } from './probes/base-images.ts';
import { builder } from './probes/builder.ts';
import { disk } from './probes/disk.ts';
import { dockerCli } from './probes/docker-cli.ts';
import { engine } from './probes/engine.ts';
import { engineVersion } from './probes/engine-version.ts';
import { imageStore } from './probes/image-store.ts';
import { network } from './probes/network.ts';
import { node } from './probes/node.ts';
import { ports } from './probes/ports.ts';
import { registryAccess } from './probes/registry-access.ts';

/** Every probe, in the order in which findings are told and fixes are offered. */
export const probes: readonly Probe[] = [
  node,
  dockerCli,
  engine,
  engineVersion,
  builder,
  imageStore,
  architecture,
  disk,
  ports,
  network,
  registryAccess,
  baseImages,
];
