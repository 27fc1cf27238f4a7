import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CapabilityResult } from '#shared/classifier/behaviour/run-behaviour.ts';
import type { Measured } from '#shared/classifier/evaluation/evaluate-model.ts';
import { behaviourSection } from '#shared/classifier/report/behaviour-table.ts';
import type { Inspection } from '#shared/classifier/inspection/inspection.ts';
import { evaluationSection } from '#shared/classifier/report/evaluation-sections.ts';
import { page } from '#shared/classifier/report/page.ts';
import { confusionMatrix } from '#shared/classifier/report/svg/confusion-matrix.ts';
import { heatMap } from '#shared/classifier/report/svg/heat-map.ts';
import { operatingCurve } from '#shared/classifier/report/svg/operating-curve.ts';
import { ratingDiagram } from '#shared/classifier/report/svg/rating-diagram.ts';
import { reliabilityDiagram } from '#shared/classifier/report/svg/reliability-diagram.ts';

/** Writes confusion.svg, reliability.svg and operating-points.svg into a folder, or ratings.svg. */
export async function writePlots(folder: string, { evaluation, operatingPoints }: Measured): Promise<void> {
  if (evaluation.type === 'rating') {
    await writeText(join(folder, 'ratings.svg'), ratingDiagram(evaluation.byRating));
    return;
  }
  const { metrics, labels, reliability } = evaluation;
  await writeText(join(folder, 'confusion.svg'), confusionMatrix(metrics.confusion, labels));
  await writeText(join(folder, 'reliability.svg'), reliabilityDiagram(reliability, metrics.ece));
  await writeText(join(folder, 'operating-points.svg'), operatingCurve(operatingPoints));
}

/** Writes a picture of each layer's output for one text: 01-embedding.svg, … */
export async function writeLayerPlots(folder: string, { layers, tokens }: Inspection): Promise<void> {
  for (const [i, layer] of layers.entries()) {
    const name = `${String(i + 1).padStart(2, '0')}-${layer.name.replaceAll(' ', '-')}.svg`;
    await writeText(join(folder, name), heatMap(layer, tokens));
  }
}

/** Writes one self-contained page about what was measured. */
export async function writeEvaluationReport(
  path: string,
  model: string,
  measured: Measured | undefined,
  behaviour: readonly CapabilityResult[] | undefined,
): Promise<void> {
  const sections = [
    measured && evaluationSection(measured.evaluation, measured),
    behaviour && behaviourSection(behaviour),
  ];
  const shown = sections.filter((part) => part !== undefined);
  await writeText(path, page(model, 'What it does on texts that it has to judge', ...shown));
}

/** Writes a file, and the folders above it where they are missing. */
export async function writeText(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
