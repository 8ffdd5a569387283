/** A Dockerfile, and what a rule says: it holds, it cannot be told, or the line on which it is broken. */
export type RuleCase = readonly [text: string, verdict: 'holds' | 'open' | number, given?: object];

export const builder =
  'FROM golang:1.26 AS builder\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /out/server .\n';
/** A last stage made from nothing, with the program in it. It begins on line 5. */
export const inScratch = (rest: string): string =>
  `${builder}FROM scratch\nCOPY --from=builder /out/server /server\n${rest}\n`;
