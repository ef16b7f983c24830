import { type Identity } from '@eljefe/contract';

/** Who asks and by what right, as the service itself verified it. `X-Grafana-User` and `X-Grafana-Context` never count: any client can write them. */
export interface Caller {
  identity: Identity;
  /** The API token that came along; it bounds the authority also when a person is named beside it. */
  token: { id: string; name: string } | null;
  /** Grafana's organisation, e.g. `org:1`; null without a Grafana identity. */
  org: string | null;
  /** False once the token is revoked or has run out: long streams end then. */
  stillValid(): boolean;
}
