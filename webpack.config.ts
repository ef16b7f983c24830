import CopyWebpackPlugin from 'copy-webpack-plugin';
import type { Configuration } from 'webpack';
import { merge } from 'webpack-merge';

import grafanaConfig, { type Env } from './.config/webpack/webpack.config';

/** The scaffold copies images of the root plugin only; nested plugins bring their own. */
const nestedImages = new CopyWebpackPlugin({
  patterns: [{ from: '{datasource,panels/*}/img/**/*', to: '.', noErrorOnMissing: true }],
});

export default async (env: Env): Promise<Configuration> =>
  merge(await grafanaConfig(env), { plugins: [nestedImages] });
