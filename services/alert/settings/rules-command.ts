import { Option, type Command } from 'commander';
import { connectionOptions, type ConnectionOptions } from '#shared/config/options.ts';
import { listProducts } from '#shared/database/products.ts';
import { outputStyle, printJson, iso } from './output.ts';
import { removeRule, setRule } from './set-rule.ts';
import { listRules, ruleSensitivities, type RuleScope, type RuleSensitivity } from './sensitivity-rules.ts';
import { loadKnownNames, settingInvalid, unknownNames } from './setting-invalid.ts';
import { withDatabase } from '#shared/database/with-database.ts';
import { rulesTable, scopeText } from './rules-table.ts';

interface ScopeOptions extends ConnectionOptions {
  readonly product?: string;
  readonly brand?: string;
}

/** `tonewatch alerts rules`: how much it takes to raise an alert, for which products. */
export function registerRules(alerts: Command): void {
  const rules = alerts
    .command('rules')
    .summary('how much it takes to raise an alert')
    .description('How much it takes to raise an alert: for all products, for a brand, or for one product.');
  connectionOptions(rules.command('list').summary('list the rules'), { database: 'embedded' })
    .option('--json', 'one JSON array on stdout')
    .action(async (options: ConnectionOptions & { json?: true }) => {
      const [stored, products] = await withDatabase(options, async (pool) => [
        await listRules(pool),
        await listProducts(pool),
      ]);
      if (options.json)
        printJson(stored.map(({ activatedAt, ...rule }) => ({ ...rule, activatedAt: iso(activatedAt) })));
      else process.stdout.write(rulesTable(stored, products, outputStyle().palette));
    });
  scopeOptions(rules.command('set').summary('set the sensitivity for all, a brand or a product'))
    .addOption(
      new Option('--sensitivity <level>', 'of what has a chance of 1 in 1,000, 10,000 or 100,000; or none')
        .choices(ruleSensitivities)
        .makeOptionMandatory(),
    )
    .addHelpText('after', '\nExample:\n  $ tonewatch alerts rules set --sensitivity strict --brand Aero')
    .action(async (options: ScopeOptions & { sensitivity: RuleSensitivity }) => {
      const scope = scopeFrom(options);
      await withDatabase(options, async (pool) => {
        const problems = unknownNames(await loadKnownNames(pool), {
          products: scope.product === null ? [] : [scope.product],
          brands: scope.brand === null ? [] : [scope.brand],
        });
        if (problems.length > 0) throw settingInvalid(problems);
        await setRule(pool, scope, options.sensitivity);
      });
      process.stdout.write(`${scopeText(scope)}: ${options.sensitivity}\n`);
    });
  scopeOptions(rules.command('remove').summary('remove the rule of a brand or a product')).action(
    async (options: ScopeOptions) => {
      const scope = scopeFrom(options);
      if (scope.product === null && scope.brand === null)
        throw settingInvalid(['--product or --brand is needed: the rule for all products stays; set it']);
      const removed = await withDatabase(options, (pool) => removeRule(pool, scope));
      if (!removed) throw settingInvalid([`there is no rule of its own for ${scopeText(scope)}`]);
      process.stdout.write(`${scopeText(scope)}: the more general rule holds again\n`);
    },
  );
}

const scopeOptions = (command: Command): Command =>
  connectionOptions(command, { database: 'embedded' })
    .option('--product <id>', 'only for this product')
    .option('--brand <name>', 'only for the products of this brand');

function scopeFrom({
  product = null,
  brand = null,
}: {
  product?: string | null;
  brand?: string | null;
}): RuleScope {
  if (product !== null && brand !== null)
    throw settingInvalid(['--product and --brand exclude each other: a rule is for one of them']);
  return { product, brand };
}
