import { z } from 'zod';
import type { Evidence } from '#shared/avro/mention.ts';
import type { Classifier, Judgement } from '#shared/classifier/classifier.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { messageOf } from '#shared/errors/tonewatch-error.ts';
import { detectLanguage } from '#shared/text/language.ts';
import { prepareText } from '#shared/text/preprocessing.ts';
import { linesOf, LONGEST_LINE } from './lines.ts';

const ID = 'expected a string, or an integer below 2^53';
// Larger integers would come out as other numbers: long ids have to be strings.
const idSchema = z
  .union([z.string(), z.number()], ID)
  .refine((id) => typeof id === 'string' || Number.isSafeInteger(id), ID);
const requestSchema = z.object(
  { id: idSchema, text: z.string('expected the text of a post') },
  'expected an object with id and text',
);
const identified = z.object({ id: idSchema });

interface Request {
  readonly id: string | number;
  readonly text: string;
}

/** Why a line cannot be scored; answered in its place. */
interface Refusal {
  readonly id: string | number | null;
  readonly error: ErrorCode;
  readonly message: string;
}

export interface FilterOptions {
  readonly classifier: Classifier;
  /** Whether the input is plain text, one post a line, instead of NDJSON. */
  readonly plain: boolean;
  /** Whether answers say why, in a field `evidence`. */
  readonly evidence: boolean;
  /** Called for each batch in which lines were refused. */
  readonly onRefused: (count: number) => void;
}

/**
 * The Unix filter: lines in, one line of JSON out for each, in order. Prepares the text and detects its language as the
 * clean stage does; what the model cannot judge is answered with null for label and probabilities. Works chunk by chunk:
 * whoever reads the output sets the pace.
 */
export async function* scoreLines(
  input: AsyncIterable<Uint8Array>,
  { classifier, plain, evidence, onRefused }: FilterOptions,
): AsyncGenerator<string> {
  let lineNumber = 0;
  for await (const lines of linesOf(input)) {
    const requests = lines.map((line) => {
      lineNumber++;
      if (line === null)
        return refusal(
          plain ? lineNumber : null,
          'PAYLOAD_INVALID',
          `expected a line of at most ${LONGEST_LINE.toLocaleString('en-US')} characters`,
        );
      return plain ? { id: lineNumber, text: line } : parseRequest(line);
    });
    const judgements = await classifier.classify(prepared(requests));
    const refused = requests.filter((request) => 'error' in request).length;
    if (refused > 0) onRefused(refused);
    yield requests
      .map((request, i) => {
        const answer = answerTo(request, judgements[i] ?? null);
        return `${JSON.stringify(evidence ? withEvidence(answer, judgements[i]) : answer)}\n`;
      })
      .join('');
  }
}

function answerTo(request: Request | Refusal, judgement: Judgement | null): object {
  if ('error' in request) return request;
  const { id } = request;
  if (!judgement) return { id, label: null, negative: null, neutral: null, positive: null, model: null };
  const { label, negative, neutral, positive } = judgement.sentiment;
  return { id, label, negative, neutral, positive, model: judgement.model };
}

function withEvidence(answer: object, judgement: Judgement | null | undefined): object {
  if ('error' in answer) return answer;
  // Weights are thousandths; a float32 would be printed with all its digits.
  const rounded = ({ text, weight }: Evidence): object => ({ text, weight: Number(weight.toFixed(3)) });
  return { ...answer, evidence: (judgement?.evidence ?? []).map(rounded) };
}

function parseRequest(line: string): Request | Refusal {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    const got = line.trim() === '' ? 'got nothing' : messageOf(error);
    return refusal(null, 'PAYLOAD_NOT_JSON', `expected a JSON object: ${got}`);
  }
  const parsed = requestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const id = identified.safeParse(json).data?.id ?? null;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'line'}: ${message}`);
  return refusal(id, 'PAYLOAD_INVALID', problems.join('; '));
}

const refusal = (id: string | number | null, error: ErrorCode, message: string): Refusal => ({
  id,
  error,
  message,
});

/** One step after the other over all of them, as in the clean stage: each keeps its tables in the processor's cache. */
function prepared(requests: readonly (Request | Refusal)[]): { tokens: string; language: string }[] {
  const texts = requests.map((request) => ('error' in request ? '' : request.text));
  const tokens = texts.map((text) => prepareText(text));
  return texts.map((text, i) => ({ tokens: tokens[i] ?? '', language: detectLanguage(text, null) }));
}
