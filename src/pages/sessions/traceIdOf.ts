const OF_TRACE = /^([0-9a-f]{32})-[0-9a-f]{16}$/;

/** The id to ask spans with: a session that the service made of a trace bears the trace's id, then that of its first span. */
export const traceIdOf = (sessionId: string): string => OF_TRACE.exec(sessionId)?.[1] ?? sessionId;
