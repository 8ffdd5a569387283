import { names, swap } from './test-mini-course.ts';

names([
  ['a section without its step', { 'one/zh.md': swap(' {#build}', '') }, /^one\/zh\.md, line 7, /],
  ['a section for no step', { 'one/en.md': swap('{#build}', '{#bild}') }, /^one\/en\.md, line 7, bild/],
  ['a lesson without text', { 'one/en.md': swap('Text.\n\n## Build', '\n\n## Build') }, /^one\/en\.md, line 3, /],
  [
    'a lesson that shows no file',
    { 'one/en.md': swap('{{file:Dockerfile.bad}}', '{{file:nowhere}}') },
    /^one\/en\.md, line 7, build: nowhere is neither/,
  ],
]);
