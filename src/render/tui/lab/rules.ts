import { fit, type Line, line, span } from '../../text/styled.ts';
import { widthOf } from '../../text/width.ts';

/** The heading of a part. */
export function section(title: string): Line {
  return line(span(title, 'strong'));
}

/** A thin rule with a word in it. */
export function ruleLine(title: string, width: number): Line {
  const head = `── ${title} `;
  return fit(line(span(head + '─'.repeat(Math.max(0, width - widthOf(head))), 'muted')), width);
}
