// npm run gallery: pictures of every dashboard, panel and page in all their states, to be looked at; with --picture the README's.
import { parseArgs } from 'node:util';

import { inRoot } from './lib/paths.mjs';
import { grafanaSites } from './lib/pictureGrafana.mjs';
import { writeIndex } from './lib/pictureIndex.mjs';
import { openBrowser, takePicture, takeShots } from './lib/pictureTake.mjs';
import { placeOn, sittingsOf } from './lib/pictureShots.mjs';
import { workbenchSites } from './lib/pictureWorkbench.mjs';
import { say } from './lib/say.mjs';

const HELP = `npm run gallery [-- options]

  --out DIR        where the pictures go (gallery)
  --grafana URL    a running Grafana with this bundle; without it the workbench is started, with a simulator
                   (GRAFANA_ADMIN_USER and GRAFANA_ADMIN_PASSWORD, by default admin and admin)
  --only TEXT      only pictures whose name contains this; several with commas, -TEXT leaves out
  --language CODE  in another language, for example de-DE (workbench only)
  --list           only the names of the pictures
  --picture        only docs/img/overview.png, the README's picture
`;

const readFlags = () =>
  parseArgs({
    options: {
      out: { type: 'string', default: 'gallery' },
      grafana: { type: 'string' },
      only: { type: 'string', default: '' },
      language: { type: 'string' },
      list: { type: 'boolean', default: false },
      picture: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  }).values;

/** Any of the words, none of those after a minus. */
const isWanted = (name, only) => {
  const words = only.split(',').filter(Boolean);
  const wanted = words.filter((word) => !word.startsWith('-'));
  return (
    (wanted.length === 0 || wanted.some((word) => name.includes(word))) &&
    !words.some((word) => word.startsWith('-') && name.includes(word.slice(1)))
  );
};

const main = async () => {
  const { out, grafana, only, language, list, picture, help } = readFlags();
  const sittings = sittingsOf((name) => isWanted(name, only));
  if (help || list) {
    const names = sittings.flatMap(({ pictures }) => pictures.map(({ name }) => name));
    process.stdout.write(help ? HELP : `${names.join('\n')}\n`);
    return;
  }
  const states = new Set(picture ? ['data'] : sittings.map(({ state }) => state));
  const sites = grafana === undefined ? await workbenchSites(states) : await grafanaSites(grafana);
  const browser = await openBrowser();
  try {
    if (picture) {
      const file = inRoot('docs/img/overview.png');
      const kilobytes = await takePicture(browser, { site: sites.data, file });
      say(`docs/img/overview.png: ${kilobytes.toFixed(0)} kB, from ${sites.host}`);
      return;
    }
    const placed = sittings.flatMap(placeOn(sites, language));
    const names = placed.flatMap(({ pictures }) => pictures.map(({ name }) => name));
    const failed = await takeShots(browser, { sittings: placed, out });
    writeIndex(out, { names, host: sites.host });
    say(`${names.length - failed.length} of ${names.length} pictures in ${out}/, see ${out}/index.html`);
    process.exitCode = failed.length === 0 ? 0 : 1;
  } finally {
    await browser.close();
    await sites.close();
  }
};

await main();
