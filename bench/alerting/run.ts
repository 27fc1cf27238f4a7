/**
 * How often alerting is wrong, what it finds and how late, beside the rules that others use: on series whose crises are known
 * because they were put there.
 *
 *   node --import tsx bench/alerting/run.ts --help
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { falseAlertPlot } from './false-alert-plot.ts';
import { delayPlot } from './delay-plot.ts';
import { recallPlot } from './recall-plot.ts';
import { measure, type Cell } from './measure.ts';
import { help, parseOptions } from './options.ts';
import { worldsOf } from './product.ts';
import { report } from './tables.ts';

const options = parseOptions(process.argv.slice(2));
if (!options) console.log(help);
else {
  const { seed, bucketMinutes, rates, plots } = options;
  const worlds = worldsOf(seed);
  if (worlds.length < 3) console.log('The world of real volume is left out: NAB’s files are not there.\n');
  const started = process.cpuUsage();
  const cells: Cell[] = [];
  for (const world of worlds)
    for (const hourly of rates) {
      if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${world.name}, ${hourly}/h …`);
      cells.push(measure(world, hourly, options));
    }
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  const { user, system } = process.cpuUsage(started);
  console.log(`Seed ${seed}, buckets of ${bucketMinutes} min, balanced.\n\n${report(cells)}`);
  console.log(`\n${Math.round((user + system) / 1e6)} s of processor time.`);
  if (plots !== undefined) {
    writeFileSync(join(plots, 'false-alerts.svg'), falseAlertPlot(cells));
    writeFileSync(join(plots, 'delays.svg'), delayPlot(cells));
    writeFileSync(join(plots, 'recall.svg'), recallPlot(cells));
  }
}
