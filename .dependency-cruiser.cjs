/** Who may import whom: the rooms of the house. See docs/architecture.md. */
const pure = '^src/(course|session|checks|dockerfile|diagnose|i18n|shell|errors\\.ts|render/text)';
const room = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from, pathNot: '\\.test\\.tsx?$|test-|fixture' },
  to: { path: '^src/', pathNot: allowed },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    room(
      'pure-stays-pure',
      '^src/(course|session|checks|dockerfile|diagnose|i18n|shell)/|^src/(errors|diagnose[^/]*)\\.ts$',
      pure,
      'No I/O below: only each other.',
    ),
    room('text-stays-pure', '^src/render/text/', pure, 'Shared text rendering knows no face.'),
    room(
      'ports-are-types',
      '^src/ports/',
      '^src/ports/|^src/(checks|session|course|i18n|shell|errors)',
      'Ports are types.',
    ),
    room('runtime', '^src/runtime/', `${pure}|^src/(ports|runtime)/`, 'The loop knows ports, never adapters.'),
    room(
      'adapters',
      '^src/adapters/',
      '^src/(adapters|ports|i18n|network|checks|dockerfile|session|course|shell)/|^src/(errors|diagnose[^/]*)\\.ts$',
      'Adapters know ports and errors.',
    ),
    room(
      'doctor',
      '^src/doctor/',
      '^src/(doctor|ports|i18n|network|shell)/|^src/(errors|diagnose[^/]*)\\.ts$|^src/session/findings\\.ts$',
      'Doctor knows ports, errors and words.',
    ),
    room(
      'network',
      '^src/network/',
      '^src/(network|ports|i18n|checks)/|^src/errors\\.ts$',
      'Network settings know ports, errors and words.',
    ),
    ...['tui', 'plain', 'json', 'junit', 'report'].map((face) =>
      room(
        `render-${face}`,
        `^src/render/${face}/`,
        `${pure}|^src/render/${face}/`,
        'A face knows the session and words, never another face, the runtime or an adapter.',
      ),
    ),
    room(
      'commands',
      '^src/commands/',
      '^src/(?!adapters/|(?:compose|machine|main)\\.ts)',
      'Commands never see an adapter.',
    ),
    {
      name: 'react-only-in-tui',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/render/tui/' },
      to: { path: 'node_modules/(react|ink)/' },
    },
    {
      name: 'no-io-in-pure',
      severity: 'error',
      comment: 'Pure rooms read nothing and write nothing.',
      from: {
        path: '^src/(course|session|checks|dockerfile|diagnose|i18n|shell|render)/|^src/(errors|diagnose[^/]*)\\.ts$',
        pathNot: '\\.test\\.tsx?$|test-|fixture',
      },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?util$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
