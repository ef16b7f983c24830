import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';

import { defaultQuery } from '../../core/query/defaultQuery';
import { type ElJefeQuery } from '../../core/query/query.types';
import { DataSource } from '../DataSource';
import { dataSourceSettings } from '../testing/dataSourceSettings';
import AnnotationEditor from './AnnotationEditor';
import VariableEditor from './VariableEditor';

const datasource = () =>
  new DataSource(dataSourceSettings(), {
    replace: (text = '') => text,
    getVariables: () => [],
    containsTemplate: () => false,
    updateTimeRange: () => undefined,
  });

describe('D6: annotation editor', () => {
  it('marks deployments first; alerts by one click, always in the form of annotations', async () => {
    const changes: ElJefeQuery[] = [];
    const query = { refId: 'Anno', ...defaultQuery('marks') };
    render(
      <AnnotationEditor
        datasource={datasource()}
        query={query}
        onChange={(changed) => changes.push(changed)}
        onRunQuery={() => undefined}
      />
    );
    expect(screen.getByRole('radio', { name: 'Deployments and maintenance' })).toBeChecked();
    await userEvent.click(screen.getByRole('radio', { name: 'Alerts' }));
    expect(changes).toEqual([expect.objectContaining({ kind: 'alerts', format: 'annotations' })]);
  });
});

describe('I1: variable editor', () => {
  it('has no filters for the measures of the catalog, which no filter narrows', () => {
    const props = { datasource: datasource(), onChange: () => undefined, onRunQuery: () => undefined };
    const { rerender } = render(<VariableEditor {...props} query={{ refId: 'A', ...defaultQuery('values') }} />);
    expect(screen.getByRole('button', { name: 'Add filter' })).toBeInTheDocument();
    rerender(<VariableEditor {...props} query={{ refId: 'A', ...defaultQuery('values'), dimension: 'measure' }} />);
    expect(screen.queryByRole('button', { name: 'Add filter' })).not.toBeInTheDocument();
  });
});
