const NAME = /^[A-Za-z0-9_]+$/;

/** A text as a SQL string literal. A text that is already TSV-escaped keeps that escaping inside. */
export function sqlLiteral(value: string): string {
  return `'${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\0/g, '\\0')}'`;
}

/** Whether a name may stand in a `SET` without quotes. */
export function isSettingName(name: string): boolean {
  return NAME.test(name);
}

/** `SET a='1', param_x='…'`, or undefined when there is nothing to set. Names must have passed {@link isSettingName}. */
export function setStatement(settings: ReadonlyArray<readonly [string, string]>): string | undefined {
  return settings.length === 0
    ? undefined
    : `SET ${settings.map(([name, value]) => `${name} = ${sqlLiteral(value)}`).join(', ')}`;
}
