import { type FastifyInstance } from 'fastify';

import { type DocumentedRoute } from './openApi';

/** Every route there is, as registered: for the contract, and to tell a wrong method from an unknown path. */
export class RouteBook {
  private readonly known: DocumentedRoute[] = [];

  /** Watches registrations; one without access and documentation stops the start: nothing is open by oversight. */
  watch(app: FastifyInstance): void {
    app.addHook('onRoute', (options) => {
      const docs = options.config?.route;
      if (!docs) {
        throw new Error(
          `Route ${String(options.method)} ${options.url} was added without addRoute: it has no access rule`
        );
      }
      for (const method of [options.method].flat()) {
        if (method !== 'HEAD') {
          this.known.push({ method, url: options.url, docs });
        }
      }
    });
  }

  routes(): readonly DocumentedRoute[] {
    return this.known;
  }

  /** Methods a path takes; none when it is unknown. */
  methodsFor(path: string): string[] {
    const fits = (pattern: string): boolean => {
      const [wanted, given] = [pattern.split('/'), path.split('/')];
      return (
        wanted.length === given.length &&
        wanted.every((part, index) => (part.startsWith(':') ? given[index] !== '' : part === given[index]))
      );
    };
    return [...new Set(this.known.filter((route) => fits(route.url)).map((route) => route.method))];
  }
}
