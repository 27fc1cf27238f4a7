import { catalogue, type ErrorCode } from './catalogue.ts';

/** The one error class: a code from the catalogue, one clear line for people, and the cause if there was one. */
export class TonewatchError extends Error {
  override readonly name = 'TonewatchError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }

  /** Whether the same input may succeed later, without anybody changing it. */
  get transient(): boolean {
    return catalogue[this.code].kind === 'transient';
  }
}

/** The message of anything thrown, on one line. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s+/gu, ' ').trim();
}
