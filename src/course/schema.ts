import * as z from 'zod';
import { figureName } from '../checks/figures.ts';
import { checkSchema } from '../checks/registry.ts';

/** Lower-case words joined by hyphens; also a folder name on every platform. */
const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case letters, digits and hyphens');

/** A file inside the workspace or the lab: relative, forward slashes, never out of its folder. */
export const relativePath = z
  .string()
  .min(1)
  .max(240)
  .regex(
    /^(?!\/)(?![A-Za-z]:)(?!.*(?:^|\/)\.\.(?:\/|$))[^\\\0]+$/,
    'a relative path with forward slashes that stays in its folder',
  );

const localized = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });

const argument = z.union([z.string(), z.number()]).transform(String);

const dockerAction = z
  .strictObject({
    docker: z.array(argument).min(1).describe('argv after `docker`; ${name} is the learner prefix'),
    fails: z.boolean().default(false).describe('the lesson is that this command fails'),
  })
  .describe('runs docker with exactly these arguments');

const requestAction = z
  .strictObject({
    request: z.strictObject({
      container: id.describe('short name: ${name}-<container>'),
      port: z.number().int().min(1).max(65535).default(8080).describe('port inside the container'),
      method: z.enum(['GET', 'POST']).default('GET'),
      path: z.string().regex(/^\//),
      save: relativePath.optional().describe('workspace file that receives the body'),
    }),
  })
  .describe('one HTTP request to a published port');

const appendAction = z
  .strictObject({
    append: z.strictObject({ file: relativePath, text: z.string().min(1) }),
  })
  .describe('adds a line to a workspace file; undone when the step ends');

const actionSchema = z.union([dockerAction, requestAction, appendAction]);

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

const readStep = z.strictObject({ ...stepBase, kind: z.literal('read') });

const commandStep = z.strictObject({
  ...stepBase,
  kind: z.literal('command'),
  actions: z.array(actionSchema).min(1),
});

const requestStep = z.strictObject({
  ...stepBase,
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
  ...stepBase,
  kind: z.literal('cleanup'),
  actions: z.array(dockerAction).min(1),
});

export const stepSchema = z.discriminatedUnion('kind', [readStep, commandStep, requestStep, compareStep, cleanupStep]);

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
