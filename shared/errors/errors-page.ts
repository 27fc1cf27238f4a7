import { catalogue } from './catalogue.ts';

/** docs/errors.md, from the catalogue. */
export function errorsPage(): string {
  const rows = Object.entries(catalogue).map(
    ([code, { kind, meaning, remedy }]) =>
      `| \`${code}\` | ${kind} | ${escape(meaning)} | ${escape(remedy)} |`,
  );
  return `# Errors

<!-- Generated from shared/errors/catalogue.ts by \`npm run docs\`; do not edit. -->

On the terminal an error is one line, \`tonewatch: CODE: message — remedy\`, and the exit code is 1; with the log level
\`debug\` its stack follows. A dead letter carries the code and the message.

A **transient** error may go away by itself: the batch is tried again, with growing waits, until \`retry.limitMs\` has gone
by; then the process ends, and nothing is lost. A **permanent** one does not: a record that has it goes to the topic
\`dead-letters\`, a command that has it ends.

| code | kind | meaning | what to do |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

const escape = (text: string): string => text.replaceAll('|', '\\|');
