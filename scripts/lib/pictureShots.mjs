import { VIEWS } from './pictureViews.mjs';

const THEMES = ['dark', 'light'];
const WIDTHS = { wide: 1600, narrow: 360 };

const withParameters = (path, parameters) =>
  `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams(parameters)}`;

/** The pictures of one opened page: the whole, and the parts asked for. */
const picturesOf = ({ name, parts = {} }, suffix) => {
  const whole = '' in parts ? [] : [{ name: `${name}-${suffix}`, part: null }];
  const others = Object.entries(parts).map(([part, selector]) => ({
    name: `${part === '' ? name : `panel-${part}`}-${suffix}`,
    part: selector,
  }));
  return [...whole, ...others];
};

/** Every picture there is: view × state × theme × width; those of one page together, so that it is opened once. */
const everySitting = () =>
  VIEWS.flatMap((view) =>
    view.states.flatMap((state) =>
      THEMES.flatMap((theme) =>
        Object.entries(WIDTHS).map(([size, width]) => ({
          ...view,
          state,
          theme,
          width,
          pictures: picturesOf(view, `${state}-${theme}-${size}`),
        }))
      )
    )
  );

/** Those with a wanted picture, without the others. */
export const sittingsOf = (isWanted) =>
  everySitting()
    .map((sitting) => ({ ...sitting, pictures: sitting.pictures.filter(({ name }) => isWanted(name)) }))
    .filter(({ pictures }) => pictures.length > 0);

/** Puts a sitting on the site that can show its state; none where no site can. */
export const placeOn = (sites, language) => (sitting) => {
  const site = sites[sitting.state];
  const parameters = { theme: sitting.theme, ...(language === undefined ? {} : { language }) };
  return site?.shows(sitting)
    ? [{ ...sitting, site, path: withParameters(site.pathOf(sitting.path), parameters) }]
    : [];
};
