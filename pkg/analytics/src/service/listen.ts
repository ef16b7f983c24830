import { type FastifyInstance } from 'fastify';

/** @throws with what to do when the address is taken */
export const listen = async (app: FastifyInstance, { host, port }: { host: string; port: number }): Promise<string> => {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new Error(`${host}:${port} is taken by another program; stop it or choose another --port`);
    }
    throw error;
  }
};
