import { staleFiles, writeFiles } from './generate';

const root = process.cwd();

const check = async (): Promise<void> => {
  const stale = await staleFiles(root);
  for (const path of stale) {
    process.stderr.write(`stale: ${path}\n`);
  }
  if (stale.length > 0) {
    process.stderr.write('Run `npm run generate` and commit the result.\n');
    process.exitCode = 1;
    return;
  }
  process.stdout.write('All generated files are current.\n');
};

const write = async (): Promise<void> => {
  const written = await writeFiles(root);
  process.stdout.write(written.length === 0 ? 'All generated files were current.\n' : `wrote ${written.join(', ')}\n`);
};

void (process.argv.includes('--check') ? check() : write());
