import { messageOf } from './tonewatch-error.ts';

/** What is wrong with a YAML text, and where: `… at line 3, column 7`. Without the excerpt, which needs several lines. */
export function yamlProblem(error: unknown): string {
  const [head = ''] = (error instanceof Error ? error.message : String(error)).split('\n\n');
  return messageOf(head).replace(/:$/u, '');
}
