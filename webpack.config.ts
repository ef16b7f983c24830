import CopyWebpackPlugin from 'copy-webpack-plugin';
import type { Configuration } from 'webpack';
import VirtualModulesPlugin from 'webpack-virtual-modules';
import { merge } from 'webpack-merge';

import grafanaConfig, { type Env } from './.config/webpack/webpack.config';
import { APP_ID } from './src/constants';

/** The scaffold copies images of the root plugin only; nested plugins bring their own. */
const nestedImages = new CopyWebpackPlugin({
  patterns: [{ from: '{datasource,panels/*}/img/**/*', to: '.', noErrorOnMissing: true }],
});

/**
 * Chunks lie beside the app's module.js, for nested plugins too, while the scaffold looks for them beside each module.
 * So every module takes the app's folder, wherever the host serves it from (sub path, CDN, or the nested plugin's own id).
 */
const publicPath = new VirtualModulesPlugin({
  'node_modules/grafana-public-path.js': `
import amdMetaModule from 'amd-module';

const uri = (amdMetaModule && amdMetaModule.uri) || '';
const folder = '/${APP_ID}/';
const at = uri.lastIndexOf(folder);
__webpack_public_path__ =
  at >= 0
    ? uri.slice(0, at + folder.length)
    : uri.includes('/plugins/')
      ? uri.slice(0, uri.lastIndexOf('/plugins/') + 8) + folder
      : 'public/plugins${'/'}${APP_ID}/';
`,
});

export default async (env: Env): Promise<Configuration> => {
  const base = await grafanaConfig(env);
  const plugins = (base.plugins ?? []).filter((plugin) => !(plugin instanceof VirtualModulesPlugin));
  return merge({ ...base, plugins }, { plugins: [publicPath, nestedImages] });
};
