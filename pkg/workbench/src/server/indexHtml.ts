import type { JsonRecord } from '../shared/json';

export interface PageAssets {
  /** Paths below `/build/`. */
  script: string;
  styles: string[];
}

/** The one page of the workbench. The boot data stand before the module script, which reads them while it is evaluated. */
export function indexHtml(boot: JsonRecord, assets: PageAssets): string {
  const json = JSON.stringify(boot).replaceAll('<', '\\u003c');
  const styles = assets.styles.map((file) => `<link rel="stylesheet" href="/build/${file}">`).join('\n    ');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <base href="/">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Workbench (not Grafana)</title>
    <link rel="icon" href="data:,">
    ${styles}
    <style>html, body, #reactRoot { height: 100%; margin: 0; }</style>
    <script>window.__grafana_public_path__ = '/public/'; window.grafanaBootData = ${json};</script>
  </head>
  <body>
    <div id="reactRoot"></div>
    <script type="module" src="/build/${assets.script}"></script>
  </body>
</html>
`;
}
