import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Evaluation } from '#shared/classifier/evaluation/evaluation.ts';
import { evaluationSection } from '#shared/classifier/report/evaluation-sections.ts';
import { page } from '#shared/classifier/report/page.ts';
import { confusionMatrix } from '#shared/classifier/report/svg/confusion-matrix.ts';
import { reliabilityDiagram } from '#shared/classifier/report/svg/reliability-diagram.ts';

/** Writes confusion.svg and reliability.svg into a folder; ratings have neither. */
export async function writePlots(folder: string, evaluation: Evaluation): Promise<void> {
  if (evaluation.type === 'rating') return;
  const { metrics, labels, reliability } = evaluation;
  await writeText(join(folder, 'confusion.svg'), confusionMatrix(metrics.confusion, labels));
  await writeText(join(folder, 'reliability.svg'), reliabilityDiagram(reliability, metrics.ece));
}

/** Writes one self-contained page about what was measured. */
export async function writeEvaluationReport(path: string, evaluations: readonly Evaluation[]): Promise<void> {
  const models = [...new Set(evaluations.map(({ model }) => model))].join(', ');
  await writeText(path, page(models, 'Measured on labelled texts', ...evaluations.map(evaluationSection)));
}

/** Writes a file, and the folders above it where they are missing. */
export async function writeText(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
