import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';

import { ConfigError } from './ConfigError';
import { defaultConfig } from './defaults';
import { help } from './help';
import { LEAVES } from './leaves';
import { loadConfig, type LoadedConfig } from './loadConfig';
import { printConfig } from './printConfig';

interface Given {
  argv?: string[];
  env?: Record<string, string>;
  file?: string;
}

const FILE = '/etc/eljefe.yaml';

const load = ({ argv = [], env = {}, file }: Given): LoadedConfig & { kind: 'config' } => {
  const loaded = loadConfig({
    argv: file === undefined ? argv : ['--config', FILE, ...argv],
    env,
    readFile: (path) => {
      if (path !== FILE || file === undefined) {
        throw new Error(`ENOENT: no such file ${path}`);
      }
      return file;
    },
  });
  return loaded.kind === 'config' ? loaded : expect.fail('help instead of a configuration');
};

const refusal = (given: Given): string => {
  try {
    load(given);
  } catch (error) {
    return error instanceof ConfigError ? error.message : expect.fail(String(error));
  }
  return expect.fail('it was accepted');
};

describe('configuration: defaults < file < environment < flags', () => {
  test('told nothing, the service listens on loopback, stores in itself and watches nothing', () => {
    const { config } = load({});
    expect(config).toEqual(defaultConfig());
    expect(config).toMatchObject({ host: '127.0.0.1', port: 4319, orchestrators: [], auth: { required: false } });
  });
  test('the later source wins, key by key, and each value knows its origin', () => {
    const { config, origins } = load({
      file: 'port: 1\nstore: { database: from_file, username: file_user }\nlog: { level: debug }',
      env: { ELJEFE_PORT: '2', ELJEFE_STORE_DATABASE: 'from_env' },
      argv: ['--port', '3'],
    });
    expect(config.port).toBe(3);
    expect(config.store).toMatchObject({ database: 'from_env', username: 'file_user', password: '' });
    expect(config.log).toEqual({ level: 'debug', format: 'json' });
    expect(['port', 'store.database', 'store.username', 'log.format'].map((key) => origins.get(key))).toEqual([
      'flag --port',
      'environment ELJEFE_STORE_DATABASE',
      `file ${FILE}`,
      'default',
    ]);
  });
  test('whichever sources name the port, the strongest of them is the one that counts', () => {
    const port = fc.option(fc.integer({ min: 0, max: 65_535 }), { nil: undefined });
    fc.assert(
      fc.property(port, port, port, (file, env, flag) => {
        const { config } = load({
          ...(file === undefined ? {} : { file: `port: ${file}` }),
          env: env === undefined ? {} : { ELJEFE_PORT: String(env) },
          argv: flag === undefined ? [] : [`--port=${flag}`],
        });
        expect(config.port).toBe(flag ?? env ?? file ?? 4319);
      })
    );
  });
  test('every key can be set by its variable and by its flag', () => {
    const textFor = {
      text: 'x',
      number: '300000000',
      boolean: 'true',
      texts: 'a,b',
      orchestrators: 'a=http://h:1',
      table: '[]',
    };
    for (const leaf of LEAVES.filter(({ kind, words }) => kind !== 'orchestrators' && !words)) {
      const text = textFor[leaf.kind];
      const set = (given: Given): string | undefined => {
        try {
          return load(given).origins.get(leaf.path);
        } catch (error) {
          return error instanceof ConfigError && error.message.includes(leaf.path)
            ? 'read, and refused by its own rule'
            : String(error);
        }
      };
      expect([`environment ${leaf.environment}`, 'read, and refused by its own rule']).toContain(
        set({ env: { [leaf.environment]: text } })
      );
      expect([`flag ${leaf.flag}`, 'read, and refused by its own rule']).toContain(
        set({ argv: [`${leaf.flag}=${text}`] })
      );
    }
  });
  test('the file may be JSON, may be named by ELJEFE_CONFIG, and may be empty', () => {
    const readFile = () => '{"port": 9}';
    const loaded = loadConfig({ argv: [], env: { ELJEFE_CONFIG: 'x.json' }, readFile });
    expect(loaded).toMatchObject({ config: { port: 9 } });
    expect(load({ file: '' }).config).toEqual(defaultConfig());
  });
  test('an empty variable counts as not set; none is null where null is allowed', () => {
    expect(load({ env: { ELJEFE_STORE_URL: '' } }).config.store.url).toBeNull();
    expect(
      load({ file: 'store: { url: "http://ch:8123" }', env: { ELJEFE_STORE_URL: 'none' } }).config.store.url
    ).toBeNull();
  });
  test('booleans: --auth-required, --no-auth-required, yes and off', () => {
    expect(load({ argv: ['--auth-required'] }).config.auth.required).toBe(true);
    expect(load({ env: { ELJEFE_AUTH_REQUIRED: 'yes' }, argv: ['--no-auth-required'] }).config.auth.required).toBe(
      false
    );
    expect(load({ env: { ELJEFE_AUTH_REQUIRED: 'off' } }).config.auth.required).toBe(false);
  });
  test('D1: --orchestrator [NAME=]URL repeats, replaces those of the file and gets the defaults of an orchestrator', () => {
    const { config } = load({
      file: 'orchestrators: [{ name: old, url: "http://old:1" }]',
      argv: ['--orchestrator', 'prod=http://el-jefe:8000/?a=b', '--orchestrator=http://127.0.0.1:9000'],
    });
    expect(config.orchestrators.map(({ name, url, zone, pollSeconds }) => ({ name, url, zone, pollSeconds }))).toEqual([
      { name: 'prod', url: 'http://el-jefe:8000/?a=b', zone: 'UTC', pollSeconds: 2 },
      { name: '127.0.0.1-9000', url: 'http://127.0.0.1:9000', zone: 'UTC', pollSeconds: 2 },
    ]);
  });
  test('D1: ELJEFE_ORCHESTRATORS takes NAME=URL with commas, or JSON', () => {
    const names = (text: string) =>
      load({ env: { ELJEFE_ORCHESTRATORS: text } }).config.orchestrators.map((one) => one.name);
    expect(names('a=http://x:1, b=http://y:2')).toEqual(['a', 'b']);
    expect(names('[{"name":"c","stateFile":"/s.json","zone":"+02:00"}]')).toEqual(['c']);
  });
});

describe('configuration: what is refused, and what the message says', () => {
  test.each<[Given, string[]]>([
    [{ argv: ['--port', 'http'] }, ['port', 'flag --port', '"http"', 'give a number']],
    [{ env: { ELJEFE_PORT: '70000' } }, ['port', 'environment ELJEFE_PORT', '70000', 'at most 65535']],
    [{ env: { ELJEFE_AUTH_REQUIRED: 'maybe' } }, ['auth.required', '"maybe"', 'true or false']],
    [{ file: 'port: "80"' }, ['port', `file ${FILE}`, '"80"', 'integer']],
    [{ file: 'prot: 80' }, [`file ${FILE}`, '"prot"', 'did you mean port?']],
    [{ file: 'store: { pasword: x }' }, ['"pasword"', 'under store', 'did you mean password?']],
    [{ file: 'store: 5' }, ['store', 'found 5', 'section']],
    [{ file: 'a: [' }, [`file ${FILE}`, 'not YAML or JSON']],
    [{ file: '- 1' }, ['found a list', 'keys and values']],
    [{ file: '__proto__: { host: 0.0.0.0 }' }, ['"__proto__"', 'unknown key']],
    [{ file: 'orchestrators: [{ name: a, ulr: "http://x" }]' }, ['"ulr"', 'orchestrators[0]', 'did you mean url?']],
    [{ env: { ELJEFE_ORCHESTRATORS: '[{"name":"a","ulr":"x"}]' } }, ['ELJEFE_ORCHESTRATORS', 'did you mean url?']],
    [{ env: { ELJEFE_ORCHESTRATORS: '[{' } }, ['orchestrators', 'ELJEFE_ORCHESTRATORS', '[NAME=]URL']],
    [{ argv: ['--orchestrator', 'a=http://x:1', '--orchestrator', 'a=http://y:1'] }, ['"a" twice', 'own name']],
    [
      { argv: ['--orchestrator', 'a=localhost:8000'] },
      ['orchestrators[0].url', 'flag --orchestrator', '"localhost:8000"'],
    ],
    [{ file: 'orchestrators: [{ name: a }]' }, ['neither url nor stateFile']],
    [
      { file: 'orchestrators: [{ name: a, url: "http://x", zone: "+15:00" }]' },
      ['zone', '"+15:00"', 'UTC or an offset'],
    ],
    [{ argv: ['--prot', '1'] }, ['--prot', 'did you mean --port?']],
    [{ argv: ['--port'] }, ['--port', 'a value is missing']],
    [{ argv: ['--port', '--host', 'x'] }, ['--port', 'a value is missing']],
    [{ argv: ['serve'] }, ['"serve"', 'not a flag']],
    [{ argv: ['--config', '/nowhere'] }, ['/nowhere', 'cannot be read', 'ENOENT']],
    [{ env: { ELJEFE_AUTH_REQUIERD: 'true' } }, ['ELJEFE_AUTH_REQUIERD', 'did you mean ELJEFE_AUTH_REQUIRED?']],
    [{ argv: ['--log-level', 'loud'] }, ['log.level', '"loud"', 'fatal']],
    [{ argv: ['--store-url', 'http://'] }, ['store.url', 'flag --store-url']],
  ])('%j', (given, words) => {
    const message = refusal(given);
    words.forEach((word) => expect(message).toContain(word));
  });
  test('a variable that resembles none of ours is only warned of: platforms and other programs use the prefix too', () => {
    expect(load({ env: { ELJEFE_SIMULATOR_SEED: '5', PATH: '/bin' } }).warnings).toEqual([
      'environment ELJEFE_SIMULATOR_SEED is not known to this service and is ignored',
    ]);
  });
  test.each(['0.0.0.0', '::', '192.168.1.5', 'my-host', '127.0.0.1.example.com'])(
    'B2: listening on %s without authentication is refused, with it not',
    (host) => {
      const message = refusal({ argv: ['--host', host] });
      ['host', 'flag --host', host, '--auth-required', 'token create'].forEach((word) =>
        expect(message).toContain(word)
      );
      expect(load({ argv: ['--host', host, '--auth-required'] }).config.host).toBe(host);
    }
  );
  test.each(['127.0.0.1', '127.8.8.8', 'localhost', '::1', '[::1]'])('B2: %s is loopback', (host) => {
    expect(load({ argv: ['--host', host] }).config.host).toBe(host);
  });
  test('B2: no message shows a secret', () => {
    const secrets = [
      refusal({ file: 'store: { password: 12345 }' }),
      refusal({ file: 'orchestrators: [{ name: a, url: "http://x", token: 12345 }]' }),
      refusal({ argv: ['--store-url', 'ftp://me:12345@host'] }),
      refusal({ env: { ELJEFE_ORCHESTRATORS: '[{"token":"12345"' } }),
    ];
    secrets.forEach((message) => expect(message).not.toContain('12345'));
  });
});

describe('--print-config and --help', () => {
  const given: Given = {
    file: 'store: { password: hunter2, url: "http://u:hunter2@ch:8123" }\norchestrators: [{ name: a, url: "http://u:hunter2@x", token: hunter2 }]',
    env: { ELJEFE_PORT: '5' },
    argv: ['--print-config'],
  };
  test('B2: it prints the effective configuration as YAML without any secret', () => {
    const loaded = load(given);
    expect(loaded.printConfig).toBe(true);
    const text = printConfig(loaded);
    expect(text).not.toContain('hunter2');
    expect(parseYaml(text)).toMatchObject({
      port: 5,
      store: { password: '***', url: 'http://***@ch:8123' },
      orchestrators: [{ name: 'a', url: 'http://***@x', token: '***' }],
    });
  });
  test('each value stands with its origin', () => {
    const text = printConfig(load(given));
    expect(text).toMatch(/^port: 5 # environment ELJEFE_PORT$/m);
    expect(text).toMatch(/^host: 127\.0\.0\.1 # default$/m);
    expect(text).toMatch(/^# file \/etc\/eljefe\.yaml\norchestrators:$/m);
  });
  test('without secrets, what is printed can be read back as the same configuration', () => {
    const first = load({ argv: ['--orchestrator', 'a=http://x:1', '--log-level', 'warn', '--auth-required'] });
    expect(load({ file: printConfig(first) }).config).toEqual(first.config);
  });
  test('the help names every flag and variable', () => {
    const text = help();
    LEAVES.filter((leaf) => leaf.kind !== 'orchestrators').forEach((leaf) => expect(text).toContain(leaf.flag));
    expect(text).toContain('--log-format json|pretty');
    LEAVES.forEach((leaf) => expect(text).toContain(leaf.environment));
    expect(loadConfig({ argv: ['--help'], env: {}, readFile: () => '' })).toEqual({ kind: 'help' });
  });
});
