import * as z from 'zod';
import { relativePath } from '../course/schema.ts';
import { ExplainedError, MachineError } from '../errors.ts';
import { type Message, msg } from '../i18n/message.ts';
import type { Files } from '../ports/files.ts';
import { type WorkspaceFolder, workspaceFile } from './workspace-file.ts';

/** Where in the workspace is noted which lines a step has added and not yet taken out; one file for each line. */
export const addedFolder = '.go-docker-lab/added';

/** Bytes of a file that are looked at: no file of a course comes near. */
const longest = 64 * 1024 * 1024;

const noteSchema = z.strictObject({
  v: z.literal(1),
  /** The workspace file. */
  file: relativePath,
  text: z.string().min(1).describe('the line, without its line break'),
  added: z.string().min(1).describe('all that was added: the line with the line breaks that it needed'),
  before: z.number().int().min(0).describe('how often the file held the line before'),
  existed: z.boolean().describe('whether there was a file before'),
});

type Note = z.infer<typeof noteSchema>;

/** A line that was added, until it is out again. */
export interface AddedLine {
  /** Takes the line out, and nothing else. Throws a MachineError that says where it still is. */
  takeOut(): Promise<void>;
}

/**
 * Adds a line at the end of a workspace file. It is noted on disk first, so that it is taken out again even
 * when this process is killed. `id` is a file name, another for each line. `onNoted` gets what takes it out
 * before the file changes.
 */
export async function addLine(
  folder: WorkspaceFolder,
  line: { readonly id: string; readonly file: string; readonly text: string },
  onNoted: (added: AddedLine) => void,
): Promise<void> {
  const { id, file, text } = line;
  const path = await workspaceFile(folder, file);
  const before = await folder.files.read(path);
  const old = latin(before ?? new Uint8Array());
  const added = `${old === '' || old.endsWith('\n') ? '' : '\n'}${text}\n`;
  const note: Note = { v: 1, file, text, added, before: timesIn(old, text), existed: before !== undefined };
  onNoted({
    async takeOut() {
      try {
        await takeOut(folder, id, note);
      } catch (error) {
        if (!(error instanceof ExplainedError)) throw error;
        const { raw } = error;
        throw new MachineError({
          what: msg('workspace.line-left', { file, why: error.what }),
          next: msg('workspace.line-left.next'),
          ...(raw === undefined ? {} : { raw }),
          cause: error,
        });
      }
    },
  });
  await folder.files.write(notePath(folder, id), `${JSON.stringify(note)}\n`);
  await folder.files.write(path, bytes(old + latin(new TextEncoder().encode(added))));
}

/**
 * Takes out what steps that were killed have left, and tells of each line; also of one that cannot be taken out,
 * which stays noted. Notes whose id begins with `except` are of a run that goes on.
 */
export async function takeOutLeftovers(folder: WorkspaceFolder, except?: string): Promise<readonly Message[]> {
  const notices: Message[] = [];
  const listed = await folder.files.list(folder.resolve(addedFolder));
  // The last one first: it stands at the end of its file.
  for (const name of listed.toReversed()) {
    const id = name.replace(/\.json$/, '');
    if (except !== undefined && id.startsWith(except)) continue;
    const note = parseNote(await folder.files.readText(notePath(folder, id)));
    if (!note) {
      await forget(folder, id);
      continue;
    }
    try {
      if (await takeOut(folder, id, note)) notices.push(msg('workspace.line-out', { file: note.file }));
    } catch (error) {
      if (!(error instanceof ExplainedError)) throw error;
      notices.push(msg('workspace.line-left', { file: note.file, why: error.what }));
    }
  }
  return notices;
}

/** True when the line was there and is out now. */
async function takeOut(folder: WorkspaceFolder, id: string, note: Note): Promise<boolean> {
  const wasThere = await cutOut(folder.files, await workspaceFile(folder, note.file), note);
  await forget(folder, id);
  return wasThere;
}

/** What else was saved meanwhile is the learner's and stays. */
async function cutOut(files: Files, path: string, note: Note): Promise<boolean> {
  const content = await files.read(path, longest);
  if (!content || content.length === longest) return false;
  const now = latin(content);
  if (timesIn(now, note.text) <= note.before) return false;
  const added = latin(new TextEncoder().encode(note.added));
  const rest = now.slice(0, -added.length);
  if (now.endsWith(added) && (rest === '' || rest.endsWith('\n') || added.startsWith('\n'))) {
    // Cutting the end off needs no space on a disk that may be full.
    if (rest === '' && !note.existed) await files.remove(path);
    else await files.truncate(path, rest.length);
  } else await files.write(path, bytes(withoutLast(now, note.text)));
  return true;
}

/** Where the line begins, each time that it stands in a text, counted in lines. */
function placesIn(lines: readonly string[], wanted: readonly string[]): readonly number[] {
  return lines.flatMap((_, start) =>
    // An editor may have made CRLF of the line breaks.
    wanted.every((line, index) => lines[start + index]?.replace(/\r$/, '') === line) ? [start] : [],
  );
}

function linesOf(text: string): readonly string[] {
  return latin(new TextEncoder().encode(text)).split('\n');
}

function timesIn(content: string, text: string): number {
  return placesIn(content.split('\n'), linesOf(text)).length;
}

function withoutLast(content: string, text: string): string {
  const lines = content.split('\n');
  const wanted = linesOf(text);
  const start = placesIn(lines, wanted).at(-1);
  return start === undefined ? content : lines.toSpliced(start, wanted.length).join('\n');
}

function notePath(folder: WorkspaceFolder, id: string): string {
  return folder.resolve(`${addedFolder}/${id}.json`);
}

/** Without notes their folder goes, so that nothing of ours stays in the workspace. */
async function forget({ files, resolve }: WorkspaceFolder, id: string): Promise<void> {
  await files.remove(resolve(`${addedFolder}/${id}.json`));
  if ((await files.list(resolve(addedFolder))).length === 0) await files.remove(resolve(addedFolder));
}

function parseNote(text: string | undefined): Note | undefined {
  try {
    return noteSchema.safeParse(JSON.parse(text ?? '')).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Byte for byte a character, so that what is no UTF-8 comes through unharmed. */
function latin(content: Uint8Array): string {
  return Buffer.from(content).toString('latin1');
}

function bytes(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}
