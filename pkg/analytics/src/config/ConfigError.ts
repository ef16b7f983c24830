/** The configuration is refused. Each line names the key, the value, where it came from and what to do. */
export class ConfigError extends Error {
  constructor(readonly lines: readonly string[]) {
    super(`The configuration is not usable:\n${lines.map((line) => `  - ${line}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}
