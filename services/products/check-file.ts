import { ProductsFileError, readProductsFile } from '#shared/product/products-file.ts';

/** Says what is wrong with a products file, with a caret under the character where it is in a query; then exit code 1. */
export async function checkFile(path: string, json: boolean): Promise<void> {
  try {
    const products = await readProductsFile(path);
    const line = json
      ? JSON.stringify({ products: products.length, problems: [] })
      : `${path}: ${products.length} ${products.length === 1 ? 'product' : 'products'}, no problem`;
    process.stdout.write(`${line}\n`);
  } catch (error) {
    if (!(error instanceof ProductsFileError)) throw error;
    process.exitCode = 1;
    if (json) process.stdout.write(`${JSON.stringify({ problems: error.problems })}\n`);
    else process.stderr.write(`${describe(path, error)}\n`);
  }
}

function describe(path: string, { problems }: ProductsFileError): string {
  const blocks = problems.map(({ entry, message, excerpt }) => {
    const pointer = excerpt === null ? '' : `\n    ${excerpt.replaceAll('\n', '\n    ')}`;
    return `  ${entry === '' ? '' : `${entry}: `}${message}${pointer}`;
  });
  return [`${path}: ${problems.length} problem${problems.length === 1 ? '' : 's'}`, ...blocks].join('\n');
}
