import { SceneGridItem, SceneGridLayout, SceneGridRow, type SceneGridItemLike } from '@grafana/scenes';
import { asBoolean, asNumber, asRecord, asRecords, asText, type JsonRecord } from '../../shared/json';
import { toPanel } from './toPanel';

/** The grid of a classic dashboard. A collapsed row holds its panels itself, an open one owns those that follow it. */
export function toLayout(model: JsonRecord): SceneGridLayout {
  const children: SceneGridItemLike[] = [];
  let openRow: SceneGridRow | null = null;
  for (const panel of asRecords(model['panels'])) {
    if (panel['type'] === 'row') {
      const row: SceneGridRow = toRow(panel);
      children.push(row);
      openRow = row.state.isCollapsed === true ? null : row;
    } else if (openRow !== null) {
      openRow.setState({ children: [...openRow.state.children, toItem(panel)] });
    } else {
      children.push(toItem(panel));
    }
  }
  return new SceneGridLayout({ children, isLazy: false, isDraggable: false, isResizable: false });
}

function toRow(panel: JsonRecord): SceneGridRow {
  const place = placeOf(panel);
  return new SceneGridRow({
    key: `row-${asNumber(panel['id'], 0)}`,
    title: asText(panel['title'], 'Row'),
    isCollapsible: true,
    isCollapsed: asBoolean(panel['collapsed']),
    y: place.y,
    children: asRecords(panel['panels']).map(toItem),
  });
}

function toItem(panel: JsonRecord): SceneGridItem {
  return new SceneGridItem({
    key: `item-${asNumber(panel['id'], 0)}`,
    ...placeOf(panel),
    isDraggable: false,
    isResizable: false,
    body: toPanel(panel),
  });
}

function placeOf(panel: JsonRecord): { x: number; y: number; width: number; height: number } {
  const place = asRecord(panel['gridPos']);
  return {
    x: asNumber(place['x'], 0),
    y: asNumber(place['y'], 0),
    width: asNumber(place['w'], 12),
    height: asNumber(place['h'], 8),
  };
}
