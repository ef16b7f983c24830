import { Alert } from '@grafana/ui';

/** Says what went wrong, in words, where it went wrong. */
export function Failure({ what, error }: { what: string; error: unknown }) {
  return (
    <Alert title={what} severity="error">
      {error instanceof Error ? error.message : String(error)}
    </Alert>
  );
}
