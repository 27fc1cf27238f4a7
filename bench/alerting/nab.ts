/**
 * NAB's score of the surge test on six of NAB's series of tweet volume, by NAB's own rules and at a threshold that was fixed
 * before. NAB chooses for each detector the threshold that scores best on its whole corpus; ours is not chosen so.
 *
 *   node --import tsx bench/alerting/nab.ts [folder of NAB's files]
 */
import { sensitivities } from '../../services/alert/detection/sensitivity.ts';
import { nabScore, profiles, rawScore, type ScoredFile } from './nab-score.ts';
import { NAB_MINUTES, nabFolder, readNabFiles } from './nab-files.ts';
import { markdown } from './markdown.ts';
import { volumeDetections } from './volume-detections.ts';

const files = readNabFiles(process.argv[2] ?? nabFolder);
if (files.length === 0) console.log('Skipped: NAB’s files are not there.');
else {
  const grid = NAB_MINUTES * 60_000;
  const bySetting = sensitivities.map((sensitivity) => ({
    sensitivity,
    scored: files.map(({ times, counts, windows }): ScoredFile => {
      const start = Math.floor(times[0]! / grid) * grid;
      return {
        rows: counts.length,
        windows,
        detections: volumeDetections(counts, start, NAB_MINUTES, sensitivity),
      };
    }),
  }));
  const rows = bySetting.map(({ sensitivity, scored }) => {
    const results = profiles.map((profile) => nabScore(scored, profile));
    const { found, windows, falseAlarms } = results[0]!;
    return [
      sensitivity,
      ...results.map(({ score }) => score.toFixed(1)),
      `${found} of ${windows}`,
      String(falseAlarms),
    ];
  });
  console.log(
    markdown(['setting', ...profiles.map(({ name }) => name), 'windows found', 'false alarms'], rows),
  );
  const balanced = bySetting.find(({ sensitivity }) => sensitivity === 'balanced')!.scored;
  const each = balanced.map((file, i) => {
    const { score, found, windows, falseAlarms } = rawScore(file, profiles[0]!);
    return [files[i]!.name, score.toFixed(2), `${found} of ${windows}`, String(falseAlarms)];
  });
  console.log('\nBalanced, each file (points, not on the scale of 100):\n');
  console.log(markdown(['file', 'points', 'windows found', 'false alarms'], each));
}
