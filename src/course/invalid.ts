import { CourseError } from '../errors.ts';
import { type Message, msg } from '../i18n/message.ts';

/** The error that a key of a course's file, or the file as a whole, is not what was expected. */
export function invalid(file: string, line: number, key: string, expected: Message | string): CourseError {
  return new CourseError({ what: msg('course.invalid', { file, line, key, expected }), next: msg('course.next') });
}

/** The same for a key of one file that is known: its line is looked up. */
export type InvalidAt = (path: readonly PropertyKey[], expected: Message) => CourseError;
