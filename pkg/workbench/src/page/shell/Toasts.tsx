import { css } from '@emotion/css';
import { AppEvents, BusEventWithPayload, type GrafanaTheme2 } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { Alert, useStyles2, type AlertVariant } from '@grafana/ui';
import { useEffect, useState } from 'react';

interface Toast {
  id: number;
  severity: AlertVariant;
  title: string;
  text: string;
}

const severities: Array<{ event: string; severity: AlertVariant }> = [
  { event: AppEvents.alertSuccess.name, severity: 'success' },
  { event: AppEvents.alertInfo.name, severity: 'info' },
  { event: AppEvents.alertWarning.name, severity: 'warning' },
  { event: AppEvents.alertError.name, severity: 'error' },
];
const shownMs = 6_000;
const mostShown = 4;

/** Messages that plugins publish as application events, each for some seconds or until it is closed. */
export function Toasts() {
  const styles = useStyles2(getStyles);
  const [toasts, setToasts] = useState<Toast[]>([]);
  useEffect(() => {
    let count = 0;
    const close = (id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id));
    const subscriptions = severities.map(({ event, severity }) =>
      getAppEvents()
        .getStream(alertNamed(event))
        .subscribe(({ payload }) => {
          const [title, text] = Array.isArray(payload) ? payload.map(describe) : [describe(payload)];
          const id = count++;
          setToasts((shown) => [...shown, { id, severity, title: title ?? '', text: text ?? '' }].slice(-mostShown));
          setTimeout(() => close(id), shownMs);
        })
    );
    return () => subscriptions.forEach((subscription) => subscription.unsubscribe());
  }, []);
  return (
    <div className={styles.stack} role="status" aria-live="polite">
      {toasts.map((toast) => (
        <Alert
          key={toast.id}
          title={toast.title}
          severity={toast.severity}
          elevated
          onRemove={() => setToasts((shown) => shown.filter(({ id }) => id !== toast.id))}
        >
          {toast.text}
        </Alert>
      ))}
    </div>
  );
}

/** The bus finds events by the name on their class. */
function alertNamed(name: string) {
  return class extends BusEventWithPayload<unknown> {
    static readonly type = name;
  };
}

function describe(part: unknown): string {
  if (part === undefined || part === null) {
    return '';
  }
  return part instanceof Error ? part.message : String(part);
}

const getStyles = (theme: GrafanaTheme2) => ({
  stack: css({
    position: 'fixed',
    right: theme.spacing(2),
    bottom: theme.spacing(2),
    width: 'min(400px, calc(100vw - 32px))',
    zIndex: theme.zIndex.portal + 1,
  }),
});
