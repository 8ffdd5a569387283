import { msg } from '../../i18n/message.ts';
import type { Finding } from '../../session/findings.ts';
import type { Place } from '../../session/outline.ts';
import type { Scene } from './scene.ts';
import { doneSteps, findings, type SceneOptions, TestSession, testPreview, testScene } from './test-harness.tsx';
import type { UiState } from './ui-reduce.ts';

/** What doctor says on a machine whose engine is stopped. */
const stopped: readonly Finding[] = [
  { id: 'node', status: 'ok', title: msg('doctor.node'), found: msg('doctor.version', { version: '20.20.2' }) },
  { id: 'docker-cli', status: 'ok', title: msg('doctor.cli'), found: msg('doctor.version', { version: '27.5.1' }) },
  {
    id: 'engine',
    status: 'missing',
    title: msg('doctor.engine'),
    found: msg('doctor.engine.silent', {
      what: msg('diagnose.unreachable', { context: 'default' }),
      endpoint: 'unix:///var/run/docker.sock',
    }),
    next: msg('doctor.start.next.linux'),
    fix: { id: 'start-engine', title: msg('doctor.fix.start'), commands: ['sudo systemctl start docker'] },
  },
  { id: 'disk', status: 'ok', title: msg('doctor.disk'), found: msg('doctor.disk.free', { path: '/', free: '41 GB' }) },
  { id: 'ports', status: 'ok', title: msg('doctor.ports'), found: msg('doctor.ports.free') },
  {
    id: 'registry',
    status: 'warning',
    title: msg('doctor.registry'),
    found: msg('doctor.registry.unasked'),
    next: msg('doctor.registry.next'),
  },
  ...['alpine:3.22', 'golang:1.26', 'golang:1.26-alpine'].map(
    (name): Finding => ({
      id: `base:${name}`,
      status: 'missing',
      title: msg('doctor.base', { name }),
      found: msg('doctor.base.no-engine', { name }),
    }),
  ),
];

const trouble = msg('diagnose.unreachable', { context: 'default' });
const doctorScreen = { screen: 'doctor', trail: ['home'] } as const;

/** Screens on a machine where something is missing, and on one that others use too. */
export const machineScenes: Readonly<Record<string, (options: SceneOptions) => Scene>> = {
  'home-trouble': (options) => testScene({ ...options, ui: { trouble } }),
  'home-prepared': (options) => testScene({ ...options, state: prepared().getState(), learner: 'ann' }),
  'lab-trouble': (options) => testScene({ ...options, state: at('build'), ui: { screen: 'lab', trouble } }),
  'lab-learner': (options) => testScene({ ...options, state: at('build'), ui: { screen: 'lab' }, learner: 'ann' }),
  'lab-exact-long': (options) => long(options, { screen: 'lab', exact: true }),
  'doctor-stopped': (options) =>
    testScene({ ...options, ui: doctorScreen, doctor: { status: 'done', findings: stopped } }),
  'doctor-moved': (options) =>
    testScene({ ...options, ui: { ...doctorScreen, finding: 1 }, doctor: { status: 'done', findings: stopped } }),
  'doctor-warning': (options) =>
    testScene({
      ...options,
      ui: doctorScreen,
      doctor: { status: 'done', findings: findings.filter((finding) => finding.status !== 'missing') },
    }),
};

function at(step: string): ReturnType<TestSession['getState']> {
  return new TestSession({ position: { lab: '01-bad', step }, steps: doneSteps('01-bad/read') }).getState();
}

/** As `start 03-pro` leaves it. */
function prepared(): TestSession {
  const recorded = { outcome: 'prepared', at: '2026-05-04T09:30:00.000Z', seconds: 0, checks: [] } as const;
  return new TestSession({
    position: { lab: '03-pro', step: 'step-1' },
    steps: { '01-bad/build': recorded, '02-better/step-2': recorded },
  });
}

/** A step of several commands, whose exact forms are longer than a small screen. */
function long(options: SceneOptions, ui: Partial<UiState>): Scene {
  const scene = testScene({ ...options, state: at('build'), ui });
  const preview = (place: Place): ReturnType<Scene['preview']> => {
    const [command] = testPreview(place);
    return command ? Array.from({ length: 6 }, () => command) : [];
  };
  return { ...scene, preview };
}
