import * as z from 'zod';
import { relativePath } from '../course/schema.ts';

/** The most bytes of one exported file. */
export const mostExportedBytes = 1024 * 1024;

const exportedFile = z.strictObject({
  /** Relative to the workspace. */
  path: relativePath,
  /** Text as it is; what is no UTF-8 as base64. */
  encoding: z.enum(['utf8', 'base64']),
  content: z.string().max(2 * mostExportedBytes),
});

/** Progress and the learner's files as one file, to go on with on another machine. `v` rises with every change of shape. */
export const exportSchema = z.strictObject({
  v: z.literal(1),
  type: z.literal('go-docker-lab.export'),
  course: z.string(),
  /** Of the course, and of the program. */
  courseVersion: z.string(),
  program: z.string(),
  /** ISO time. */
  exportedAt: z.string(),
  /** As in the progress file; validated by the progress store. */
  progress: z.looseObject({ version: z.number().int() }),
  files: z.array(exportedFile).max(500),
});

export type Exported = z.infer<typeof exportSchema>;
export type ExportedFile = z.infer<typeof exportedFile>;
