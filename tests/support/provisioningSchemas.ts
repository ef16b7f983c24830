import { Type, type TProperties } from '@sinclair/typebox';

/** Grafana ignores a key it does not know, so a slip is only found by refusing unknown keys here. */
const closed = <T extends TProperties>(properties: T) => Type.Object(properties, { additionalProperties: false });
const Uid = Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$' });
const Duration = Type.String({ pattern: '^([0-9]+(ms|s|m|h|d))+$' });
/** Grafana evaluates every 10 s and refuses an interval that is no multiple of it. */
const Interval = Type.String({ pattern: '^([0-9]*0s|[0-9]+m)$' });
const Texts = Type.Record(Type.String(), Type.String());
const Time = Type.String({ pattern: '^([01][0-9]|2[0-4]):[0-5][0-9]$' });

const Query = closed({
  refId: Type.String(),
  relativeTimeRange: closed({ from: Type.Integer(), to: Type.Integer() }),
  datasourceUid: Uid,
  model: Type.Object({ refId: Type.String(), datasource: closed({ type: Type.String(), uid: Uid }) }),
});

const Rule = closed({
  uid: Uid,
  title: Type.String({ minLength: 1, maxLength: 190 }),
  condition: Type.String(),
  data: Type.Array(Query, { minItems: 1 }),
  dashboardUid: Uid,
  panelId: Type.Integer({ minimum: 1 }),
  noDataState: Type.Union(['NoData', 'Alerting', 'OK', 'KeepLast'].map((word) => Type.Literal(word))),
  execErrState: Type.Literal('Error'),
  for: Duration,
  keepFiringFor: Type.Optional(Duration),
  labels: Texts,
  annotations: Texts,
  notification_settings: closed({ receiver: Type.String() }),
});

const receiver = <T extends TProperties>(type: string, settings: T) =>
  closed({
    uid: Uid,
    type: Type.Literal(type),
    disableResolveMessage: Type.Optional(Type.Boolean()),
    settings: closed(settings),
  });

const Text = Type.String({ minLength: 1 });
const MaybeText = Type.Optional(Text);

const Receiver = Type.Union([
  receiver('webhook', { url: Text, httpMethod: MaybeText }),
  receiver('slack', { url: Text, title: MaybeText, text: MaybeText }),
  receiver('pagerduty', {
    integrationKey: Text,
    severity: MaybeText,
    class: MaybeText,
    component: MaybeText,
    summary: MaybeText,
    details: Type.Optional(Texts),
  }),
  receiver('opsgenie', {
    apiKey: Text,
    apiUrl: MaybeText,
    message: MaybeText,
    description: MaybeText,
    autoClose: Type.Optional(Type.Boolean()),
    sendTagsAs: Type.Optional(Type.Union(['tags', 'details', 'both'].map((word) => Type.Literal(word)))),
  }),
  receiver('email', { addresses: Text, singleEmail: Type.Optional(Type.Boolean()), subject: MaybeText }),
]);

const Matcher = Type.Tuple([
  Type.String(),
  Type.Union(['=', '!=', '=~', '!~'].map((op) => Type.Literal(op))),
  Type.String(),
]);

const Route = closed({
  receiver: Type.String(),
  object_matchers: Type.Array(Matcher),
  continue: Type.Optional(Type.Boolean()),
  mute_time_intervals: Type.Optional(Type.Array(Type.String())),
});

const Policy = closed({
  orgId: Type.Integer(),
  receiver: Type.String(),
  group_by: Type.Array(Type.String()),
  group_wait: Duration,
  group_interval: Duration,
  repeat_interval: Duration,
  routes: Type.Array(Route),
});

const MuteTime = closed({
  orgId: Type.Integer(),
  name: Type.String(),
  time_intervals: Type.Array(
    closed({
      times: Type.Optional(Type.Array(closed({ start_time: Time, end_time: Time }))),
      weekdays: Type.Optional(Type.Array(Type.String())),
      location: Type.Optional(Type.String()),
    })
  ),
});

export const AlertingFile = closed({
  apiVersion: Type.Literal(1),
  groups: Type.Optional(
    Type.Array(
      closed({
        orgId: Type.Integer(),
        name: Type.String(),
        folder: Type.String(),
        interval: Interval,
        rules: Type.Array(Rule, { minItems: 1 }),
      })
    )
  ),
  contactPoints: Type.Optional(
    Type.Array(closed({ orgId: Type.Integer(), name: Type.String(), receivers: Type.Array(Receiver, { minItems: 1 }) }))
  ),
  policies: Type.Optional(Type.Array(Policy)),
  muteTimes: Type.Optional(Type.Array(MuteTime)),
});

export const DatasourcesFile = closed({
  apiVersion: Type.Literal(1),
  datasources: Type.Array(
    closed({
      name: Text,
      uid: Uid,
      type: Text,
      access: Type.Literal('proxy'),
      orgId: Type.Integer(),
      isDefault: Type.Boolean(),
      editable: Type.Boolean(),
      url: Type.String(),
      jsonData: Type.Record(Type.String(), Type.Union([Type.String(), Type.Boolean(), Type.Number()])),
      secureJsonData: Type.Optional(Texts),
    })
  ),
});

export const DashboardsFile = closed({
  apiVersion: Type.Literal(1),
  providers: Type.Array(
    closed({
      name: Text,
      orgId: Type.Integer(),
      folder: Text,
      type: Type.Literal('file'),
      disableDeletion: Type.Boolean(),
      allowUiUpdates: Type.Boolean(),
      updateIntervalSeconds: Type.Integer({ minimum: 10 }),
      options: closed({ path: Text }),
    })
  ),
});

export const AppsFile = closed({
  apiVersion: Type.Literal(1),
  apps: Type.Array(
    closed({ type: Text, org_id: Type.Integer(), disabled: Type.Boolean(), jsonData: Type.Optional(Type.Object({})) })
  ),
});
