import { VisualizationSuggestionScore, type VisualizationSuggestionsSupplier } from '@grafana/data';

interface Input<TOptions> {
  /** Fields that a frame must have, all of them. */
  fields: readonly string[];
  /** How the small preview differs. */
  preview?: Partial<TOptions>;
}

/** Offers a panel for frames made for it, and for no others. */
export const suggestForFields =
  <TOptions>({ fields, preview }: Input<TOptions>): VisualizationSuggestionsSupplier<TOptions> =>
  ({ rawFrames = [] }) =>
    rawFrames.some((frame) => fields.every((wanted) => frame.fields.some(({ name }) => name === wanted)))
      ? [
          {
            score: VisualizationSuggestionScore.Best,
            cardOptions: {
              previewModifier: (suggestion) => {
                suggestion.options = { ...suggestion.options, ...preview };
              },
            },
          },
        ]
      : undefined;
