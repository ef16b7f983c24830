import { identityOverrideProcessor, type FieldConfigPropertyItem } from '@grafana/data';

export type CustomField = FieldConfigPropertyItem;

/** Saved `custom.*` values pass through as they are; only their defaults must be known here. */
function field(path: string, defaultValue?: unknown): CustomField {
  return {
    id: path,
    path,
    name: path,
    editor: () => null,
    override: () => null,
    process: identityOverrideProcessor,
    shouldApply: () => true,
    defaultValue,
  };
}

const graph = () => [
  field('drawStyle', 'line'),
  field('lineInterpolation', 'linear'),
  field('lineWidth', 1),
  field('lineStyle'),
  field('lineColor'),
  field('fillOpacity', 0),
  field('fillColor'),
  field('fillBelowTo'),
  field('gradientMode', 'none'),
  field('showPoints', 'auto'),
  field('pointSize', 5),
  field('pointColor'),
  field('showValues'),
  field('spanNulls', false),
  field('insertNulls', false),
  field('stacking', { mode: 'none', group: 'A' }),
  field('transform'),
  field('barAlignment', 0),
  field('barMaxWidth'),
  field('barWidthFactor', 0.6),
  field('axisPlacement', 'auto'),
  field('axisLabel', ''),
  field('axisWidth'),
  field('axisColorMode', 'text'),
  field('axisBorderShow', false),
  field('axisSoftMin'),
  field('axisSoftMax'),
  field('axisCenteredZero', false),
  field('axisGridShow'),
  field('scaleDistribution', { type: 'linear' }),
  field('thresholdsStyle', { mode: 'off' }),
  field('hideFrom', { tooltip: false, viz: false, legend: false }),
];

const table = () => [
  field('align', 'auto'),
  field('cellOptions', { type: 'auto' }),
  field('width'),
  field('minWidth'),
  field('filterable', false),
  field('inspect', false),
  field('hidden'),
  field('hideFrom'),
  field('wrapText'),
  field('wrapHeaderText'),
  field('footer'),
];

/** Field options of the core panels, by the kind of panel; made anew for each, since the library writes into them. */
export const customFields = { graph, table };
