import { msg } from '../i18n/message.ts';
import type { Finding, Row } from './row.ts';

/** The Dockerfile and its build context. */
export const dockerfileRows: readonly Row[] = [
  {
    area: 'lesson',
    pattern: /dockerfile parse error (?:on )?line (\d+): (.*)/i,
    explain: ([, digits, problem = '']) => {
      const line = Number(digits);
      return { what: msg('diagnose.parse', { line }), next: msg('diagnose.parse.next', { line, problem }) };
    },
  },
  {
    // In the workspace, but before any Dockerfile is read.
    area: 'machine',
    pattern: /\bread (\S.*?\.(?:docker|container)ignore): is a directory/,
    explain: ([, path = '']) => ({ what: msg('files.is-folder', { path }), next: msg('files.move.next') }),
  },
  {
    area: 'lesson',
    // Podman builds in its second words.
    pattern:
      /unable to find user (\S+?):? no matching entries in passwd file|unknown user error looking up user "([^"]+)"/,
    explain: ([, docker, podman]) => noUser(docker ?? podman ?? ''),
  },
  {
    area: 'lesson',
    pattern:
      /building at STEP "(COPY|ADD) (--from=)?.*?: checking on sources under .*?: copier: stat: "\/?([^"]*)": no such file/,
    explain: ([, , from, file = '']) =>
      from === undefined
        ? { what: msg('diagnose.not-in-context', { file }), next: msg('diagnose.not-in-context.next') }
        : { what: msg('diagnose.not-in-stage', { file: `/${file}` }), next: msg('diagnose.not-in-stage.next') },
  },
  {
    area: 'lesson',
    pattern: /\bno Go files in (\S+)/,
    explain: ([, folder = '']) => ({
      what: msg('diagnose.no-go-files', { folder }),
      next: msg('diagnose.no-go-files.next'),
    }),
  },
  {
    area: 'lesson',
    pattern:
      /^(?:#\d+ [\d.]+ )?(mkdir|touch|cp|mv|ln|chown|chmod|adduser|addgroup|apk|install)\b.*(?:Permission denied|Operation not permitted)/i,
    explain: ([, program = '']) => ({
      what: msg('diagnose.run-not-allowed', { program }),
      next: msg('diagnose.run-not-allowed.next'),
    }),
  },
  {
    area: 'lesson',
    pattern:
      /failed to (?:compute cache key|calculate checksum|walk).*?"?(\/[^":]*)"?(?: not found)?: (?:not found|no such file or directory)/,
    explain: ([, path = ''], { instruction = '' }) => {
      const file = path.replace(/^\/var\/lib\/docker\/tmp\/buildkit-mount\d+\//, '/').replace(/^\//, '');
      if (/\s--from=/.test(instruction))
        return { what: msg('diagnose.not-in-stage', { file: `/${file}` }), next: msg('diagnose.not-in-stage.next') };
      return { what: msg('diagnose.not-in-context', { file }), next: msg('diagnose.not-in-context.next') };
    },
  },
  {
    area: 'lesson',
    pattern:
      /(?:COPY|ADD) failed: (?:file not found in build context|forbidden path|stat (?=\S*docker-builder)).*?(?:stat )?(\S+): (?:file does not exist|no such file or directory)/,
    explain: ([, file = '']) => ({
      what: msg('diagnose.not-in-context', { file }),
      next: msg('diagnose.not-in-context.next'),
    }),
  },
  {
    area: 'lesson',
    pattern: /COPY failed: stat (\S+): (?:file does not exist|no such file or directory)/,
    explain: ([, file = '']) => ({
      what: msg('diagnose.not-in-stage', { file }),
      next: msg('diagnose.not-in-stage.next'),
    }),
  },
  {
    area: 'lesson',
    pattern: /HEALTHCHECK is not supported for OCI image format/,
    explain: () => ({ what: msg('diagnose.podman-healthcheck'), next: msg('diagnose.podman-healthcheck.next') }),
  },
];

function noUser(user: string): Finding {
  return { what: msg('diagnose.no-user', { user: user.replace(/:$/, '') }), next: msg('diagnose.no-user.next') };
}
