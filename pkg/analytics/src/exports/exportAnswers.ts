import { type QueryAnswer } from '@eljefe/contract';

import { arrowOf } from './arrow';
import { csvOf } from './csv';
import { openMetricsOf, prometheusOf } from './exposition';
import { parquetOf } from './parquet';
import { tableOf } from './table';

/** Forms an answer can be had in, besides JSON. */
export const EXPORT_FORMATS = ['csv', 'parquet', 'arrow', 'prometheus', 'openmetrics'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const EXPORT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  parquet: 'application/vnd.apache.parquet',
  arrow: 'application/vnd.apache.arrow.stream',
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

export const isExportFormat = (text: string): text is ExportFormat => EXPORT_FORMATS.some((format) => format === text);

/** Answers in a form; null when they do not fit it: Prometheus knows series alone. */
export const exportAnswers = (answers: readonly QueryAnswer[], format: ExportFormat): string | Buffer | null => {
  switch (format) {
    case 'csv':
      return csvOf(tableOf(answers));
    case 'parquet':
      return parquetOf(tableOf(answers));
    case 'arrow':
      return arrowOf(tableOf(answers));
    case 'prometheus':
      return prometheusOf(answers);
    case 'openmetrics':
      return openMetricsOf(answers);
  }
};
