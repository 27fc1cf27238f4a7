import type { Finding } from '../detection/finding.ts';

/** What is to be told of an incident; times in milliseconds UTC. */
export interface FactsRequest {
  readonly incidentId: string;
  readonly product: { readonly id: string; readonly name: string; readonly brand: string | null };
  readonly finding: Finding;
  /** The window is [windowEnd − length, windowEnd). */
  readonly windowEnd: number;
  readonly openedAt: number;
  readonly detectedAt: number;
  readonly escalatedAt: number | null;
  readonly resolvedAt: number | null;
  /** When the tests first held. */
  readonly firstHeldAt: number;
  /** Whose mentions were counted, e.g. `posts-cnn@1`. */
  readonly model: string;
  readonly completeness: { readonly complete: boolean; readonly reasons: readonly string[] };
  /** Base address of the dashboard, or '': then links are commands to type. */
  readonly linkBase: string;
}
