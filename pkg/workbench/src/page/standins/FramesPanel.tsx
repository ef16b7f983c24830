import { TablePanel } from './TablePanel';
import type { StandInProps } from './standInProps';

/** The frames of a panel that is not drawn here, such as a node graph, as tables. */
export function FramesPanel(props: StandInProps) {
  return <TablePanel {...props} options={{}} />;
}
