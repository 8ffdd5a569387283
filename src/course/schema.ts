import * as z from 'zod';
import { urlPath } from '../checks/common.ts';
import { figureName, numericFigures } from '../checks/figures.ts';
import { checkSchema } from '../checks/registry.ts';
import { isPortable } from './portable.ts';

/** Lower-case words joined by hyphens; also a folder name on every platform. */
const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case letters, digits and hyphens')
  .refine(isPortable, { error: 'a name that every system can have' });

/** A file inside the workspace or the lab: relative, forward slashes, never out of its folder. */
export const relativePath = z
  .string()
  .min(1)
  .max(240)
  .regex(
    /^(?!\/)(?![A-Za-z]:)(?!.*(?:^|\/)\.\.(?:\/|$))[^\\\0]+$/,
    'a relative path with forward slashes that stays in its folder',
  )
  .refine(isPortable, { error: 'a name that every system can have' });

const localized = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });

const argument = z.union([z.string(), z.number()]).transform(String);

const dockerAction = z
  .strictObject({
    docker: z.array(argument).min(1).describe('argv after `docker`; ${name} is the learner prefix'),
    fails: z.boolean().default(false).describe('the lesson is that this command fails'),
    unless: z
      .literal('built')
      .optional()
      .describe('a build that is left out when its image is there: the learner’s own counts'),
  })
  .describe('runs docker with exactly these arguments');

const requestAction = z
  .strictObject({
    request: z.strictObject({
      container: id.describe('short name: ${name}-<container>'),
      port: z.number().int().min(1).max(65535).default(8080).describe('port inside the container'),
      method: z.enum(['GET', 'POST']).default('GET'),
      path: urlPath,
      save: relativePath.optional().describe('workspace file that receives the body'),
    }),
  })
  .describe('one HTTP request to a published port');

const appendAction = z
  .strictObject({
    append: z.strictObject({ file: relativePath, text: z.string().min(1) }),
  })
  .describe('adds a line to a workspace file; undone when the step ends');

const doctorAction = z
  .strictObject({ doctor: z.literal(true) })
  .describe('looks whether this machine is ready, as `go-docker-lab doctor` does');

const scanAction = z
  .strictObject({
    scan: z.strictObject({ image: id.describe('short name: ${name}:<image>') }),
  })
  .describe('counts the known vulnerabilities of an image with Trivy or Grype, without the network');

const actionSchema = z.union([dockerAction, requestAction, appendAction, doctorAction, scanAction]);

/** What a machine may lack though its engine works. */
const capabilities = ['build-check', 'build-mount', 'build-secret', 'build-stages', 'cross-build', 'scanner'] as const;

export type Capability = (typeof capabilities)[number];

const measureSchema = z.strictObject({
  image: id.describe('short name: ${name}:<image>'),
  figures: z.array(figureName).min(1),
});

const stepBase = {
  id,
  needs: z.array(id).default([]).describe('earlier steps of this lab whose effects must stand'),
  checks: z.array(checkSchema).default([]),
  measure: z.array(measureSchema).default([]),
};

/** Of steps that have actions. */
const actingBase = {
  ...stepBase,
  requires: z
    .array(z.enum(capabilities))
    .min(1)
    .refine((all) => new Set(all).size === all.length, { error: 'each capability once' })
    .default([])
    .describe('what the machine must have; where it lacks one, the step is skipped and says so'),
};

const readStep = z.strictObject({ ...stepBase, kind: z.literal('read') });

const commandStep = z.strictObject({
  ...actingBase,
  kind: z.literal('command'),
  actions: z.array(actionSchema).min(1),
});

const requestStep = z.strictObject({
  ...actingBase,
  kind: z.literal('request'),
  actions: z.array(requestAction).min(1),
});

const compareStep = z.strictObject({
  ...stepBase,
  kind: z.literal('compare'),
  images: z.array(id).min(2),
  figures: z.array(figureName).min(1),
  documented: z
    .array(
      z.strictObject({
        image: id,
        figure: figureName,
        says: z.string().min(1),
        source: z.string().min(1),
      }),
    )
    .default([])
    .describe('what the source documents say, shown beside the measured figure'),
});

const cleanupStep = z.strictObject({
  ...actingBase,
  kind: z.literal('cleanup'),
  actions: z.array(dockerAction).min(1),
});

/** The check in which a known-wrong variant must fail, and words of its verdict, so that it fails for its reason. */
const wrongVariant = z.strictObject({
  variant: id.describe('folder below wrong/'),
  check: z
    .union([id, z.array(id).min(2)])
    .describe(
      'the check in which it must fail; `command` when the command itself fails; of a list, any of them: which one may depend on the machine',
    ),
  saying: z.string().min(1).optional().describe('a text that the verdict or the output holds'),
});

const editStep = z.strictObject({
  ...actingBase,
  kind: z.literal('edit'),
  files: z.array(relativePath).min(1).describe('workspace files that the learner changes; the editor opens the first'),
  actions: z.array(actionSchema).default([]).describe('run after each save once the text alone is right'),
  hints: z.array(localized).length(3).describe('three hints, from a nudge to nearly the answer'),
  wrong: z.array(wrongVariant).min(1).describe('known-wrong variants, each with the check that must refuse it'),
});

const quizText = { ask: localized };

const option = z.strictObject({ id, text: localized, why: localized });

const choiceQuestion = z
  .strictObject({
    id,
    type: z.enum(['single', 'multiple']),
    ...quizText,
    options: z.array(option).min(2).max(6),
    right: z.array(id).min(1),
  })
  .refine((question) => question.right.every((one) => question.options.some((offered) => offered.id === one)), {
    path: ['right'],
    error: 'ids of options',
  })
  .refine((question) => new Set(question.right).size === question.right.length, {
    path: ['right'],
    error: 'each option once',
  })
  .refine((question) => question.type === 'multiple' || question.right.length === 1, {
    path: ['right'],
    error: 'exactly one option of a single choice',
  });

const orderQuestion = z.strictObject({
  id,
  type: z.literal('order'),
  ...quizText,
  options: z.array(option).min(3).max(6).describe('in the right order; shown in another'),
});

const numberQuestion = z.strictObject({
  id,
  type: z.literal('number'),
  ...quizText,
  answer: z.number(),
  tolerance: z.number().min(0).default(0).describe('how far an answer may be off, in the same unit'),
  unit: z.string().max(12).optional(),
  why: localized,
});

const questionSchema = z.discriminatedUnion('type', [choiceQuestion, orderQuestion, numberQuestion]);

const quizStep = z.strictObject({
  ...stepBase,
  kind: z.literal('quiz'),
  questions: z.array(questionSchema).min(1).max(8),
});

/** What is guessed before it is measured. */
const guessSchema = z.union([
  z
    .strictObject({ figure: z.enum(numericFigures), image: id })
    .describe('a number: the figure of an image, MB for bytes'),
  z.strictObject({ seconds: z.number().int().min(0) }).describe('a number: how long the action of that index takes'),
  z
    .strictObject({
      cached: z.number().int().min(0).describe('index of the build among the actions'),
      instructions: z.array(z.string().min(1)).min(2).max(6).describe('part of the text of each instruction'),
    })
    .describe('a choice: which instructions come from the cache'),
]);

const predictStep = z.strictObject({
  ...actingBase,
  kind: z.literal('predict'),
  guess: guessSchema,
  actions: z.array(actionSchema).default([]),
  why: localized.describe('why guesses and measurements differ'),
});

const checkpointStep = z.strictObject({
  ...actingBase,
  kind: z.literal('checkpoint'),
  actions: z.array(actionSchema).default([]),
});

export const stepSchema = z.discriminatedUnion('kind', [
  readStep,
  commandStep,
  requestStep,
  compareStep,
  cleanupStep,
  editStep,
  quizStep,
  predictStep,
  checkpointStep,
]);

export const labSchema = z.strictObject({
  format: z.literal(1),
  title: localized,
  summary: localized,
  minutes: z.number().int().min(1).max(240),
  bases: z.array(z.string().min(1)).default([]).describe('images the lab builds FROM'),
  sources: z.array(z.string()).default([]),
  steps: z.array(stepSchema).min(1),
});

export const courseSchema = z.strictObject({
  format: z.literal(1),
  id,
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  title: localized,
  summary: localized,
  app: id.describe('folder of the program under study, beside the course'),
  name: id.describe('prefix of the images and containers the learner makes'),
  bases: z.array(z.string().min(1)).describe('every image that labs build FROM'),
  labs: z.array(id).min(1),
});

export type CourseFile = z.infer<typeof courseSchema>;
export type LabFile = z.infer<typeof labSchema>;
export type StepFile = z.infer<typeof stepSchema>;
export type Action = z.infer<typeof actionSchema>;
export type DockerAction = z.infer<typeof dockerAction>;
export type RequestAction = z.infer<typeof requestAction>;
export type AppendAction = z.infer<typeof appendAction>;
export type ScanAction = z.infer<typeof scanAction>;
export type Question = z.infer<typeof questionSchema>;
export type GuessedThing = z.infer<typeof guessSchema>;
