import type { Command } from 'commander';
import { connectionOptions, type ConnectionOptions } from '#shared/config/options.ts';

interface DoctorOptions extends ConnectionOptions {
  readonly json?: true;
}

/** `tonewatch doctor`: is everything there that the set-up needs? */
export function registerDoctor(program: Command): void {
  connectionOptions(
    program
      .command('doctor')
      .summary('check everything that the set-up needs')
      .description(
        'Checks everything that the set-up needs, and says what to do about what is missing. Changes nothing.',
      ),
    { kafka: 'embedded', database: 'embedded' },
  )
    .option('--json', 'one JSON array on stdout')
    .addHelpText(
      'after',
      '\nExample:\n  $ tonewatch doctor --kafka localhost:9092 --database postgres://tonewatch@localhost/tonewatch',
    )
    .action(async (options: DoctorOptions) => {
      const { examine } = await import('./examine.ts');
      await examine(options);
    });
}
