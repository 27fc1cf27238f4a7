import type { Command } from 'commander';
import { registerChannels } from './channels-command.ts';
import { registerMutes } from './mutes-command.ts';
import { registerOutbox } from './outbox-command.ts';
import { registerProposals } from './proposals-command.ts';
import { registerRules } from './rules-command.ts';

/** `tonewatch alerts`: what raises alerts, where they go, and when nobody is told. */
export function registerAlerts(program: Command): void {
  const alerts = program
    .command('alerts')
    .summary('rules, channels, mutes, and what waits to be sent')
    .description('What raises alerts, where they go, when nobody is told, and what waits to be sent.');
  registerRules(alerts);
  registerChannels(alerts);
  registerMutes(alerts);
  registerOutbox(alerts);
  registerProposals(alerts);
}
