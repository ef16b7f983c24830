const META = /^# (?:TYPE|HELP|UNIT) (\S+)/;

/**
 * Prometheus text 0.0.4 as OpenMetrics 1.0: counter families are named without `_total`, no blank lines, an end mark.
 * Written here because prom-client renames its metrics for good when it answers in OpenMetrics once.
 * @param text families whose counters end in `_total`, `# HELP` before `# TYPE`, without sample times
 */
export const openMetricsText = (text: string): string => {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('# EOF'));
  const counters = new Set(
    lines.flatMap((line) =>
      line.startsWith('# TYPE ') && line.endsWith(' counter') ? [META.exec(line)?.[1] ?? ''] : []
    )
  );
  const renamed = lines.map((line) => {
    const family = META.exec(line)?.[1];
    return family && counters.has(family) ? line.replace(family, family.replace(/_total$/, '')) : line;
  });
  return `${[...renamed, '# EOF'].join('\n')}\n`;
};
