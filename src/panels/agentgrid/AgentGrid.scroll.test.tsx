import { fireEvent, screen } from '@testing-library/react';

import { agentsFrame, job } from './agentGrid.fixtures';
import { type Layout } from './agentGrid.options';
import { drawAgentGrid } from './renderAgentGrid.fixtures';

const cards = (container: HTMLElement): Map<string, Element> =>
  new Map(
    [...container.querySelectorAll('[data-agent-row]')].map((row) => [row.getAttribute('data-agent-row') ?? '', row])
  );

describe('V3, B1: scrolling through 1,000 agents', () => {
  it.each<Layout>(['cards', 'table'])(
    '%s in sight stay the elements they are; only those that come in are drawn',
    (layout) => {
      const jobs = Array.from({ length: 1_000 }, (_, index) => job(String(index).padStart(4, '0')));
      const { container } = drawAgentGrid({ series: [agentsFrame({ jobs })], options: { layout } });
      const before = cards(container);
      const area =
        layout === 'cards' ? screen.getByRole('list', { name: 'Agents' }) : screen.getAllByRole('rowgroup').at(-1);
      if (!area) {
        throw new Error('There is no list');
      }
      area.scrollTop = 480;
      fireEvent.scroll(area);
      const after = cards(container);
      const stayed = [...before].filter(([key]) => after.has(key));
      expect(stayed.length).toBeGreaterThan(0);
      expect(stayed.length).toBeLessThan(before.size);
      for (const [key, element] of stayed) {
        expect(after.get(key)).toBe(element);
      }
    }
  );
});
