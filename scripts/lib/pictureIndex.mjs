import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const figure = (name) =>
  `<figure><a href="${name}.png"><img src="${name}.png" loading="lazy" alt="${name}"></a><figcaption>${name}</figcaption></figure>`;

/** One page with all pictures side by side. */
export const writeIndex = (out, { names, host }) =>
  writeFileSync(
    join(out, 'index.html'),
    `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Gallery</title>
<style>
  body { font: 14px sans-serif; background: #888; }
  figure { display: inline-block; vertical-align: top; margin: 8px; }
  img { max-width: 480px; max-height: 480px; display: block; }
</style>
<h1>Pictures from ${host}</h1>
${names.map(figure).join('\n')}
</html>
`
  );
