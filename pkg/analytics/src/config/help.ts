import { LEAVES, type Leaf } from './leaves';

const line = (leaf: Leaf): string => {
  const flag =
    leaf.kind === 'orchestrators'
      ? '--orchestrator [NAME=]URL …'
      : leaf.kind === 'boolean'
        ? leaf.flag
        : `${leaf.flag} ${leaf.kind === 'number' ? 'N' : leaf.kind === 'table' ? 'JSON' : leaf.words ? leaf.words.join('|') : 'TEXT'}`;
  return `  ${flag}\n      ${leaf.description} (${leaf.environment})`;
};

/** Text of `--help`: every flag and variable, from the one schema. */
export const help = (): string =>
  [
    'eljefe-analytics: watches orchestrators of AI agents and answers what happens, what went wrong and what it costs',
    '',
    'Usage: eljefe-analytics [flags]',
    '       eljefe-analytics token create --role Viewer|Editor|Admin --name NAME [--expires-days N] [flags]',
    '       eljefe-analytics token list | revoke ID [flags]',
    '       eljefe-analytics audit check [flags]',
    '',
    'Values come from defaults, then the file (--config FILE or ELJEFE_CONFIG, YAML or JSON), then ELJEFE_* variables, then flags.',
    '',
    '  --config FILE\n      configuration file (ELJEFE_CONFIG)',
    '  --print-config\n      print the effective configuration with the origin of each value, secrets masked, and end',
    '  --help\n      this text',
    ...LEAVES.map(line),
    '',
  ].join('\n');
