import { css } from '@emotion/css';

/** Stands where a panel would be that the workbench cannot draw. */
export function UnknownPanel({ type }: { type: string }) {
  return (
    <div className={centred}>
      The workbench has no panel of type &quot;{type}&quot;. In Grafana it is drawn if that panel is installed.
    </div>
  );
}

const centred = css({
  display: 'flex',
  height: '100%',
  alignItems: 'center',
  justifyContent: 'center',
  textAlign: 'center',
});
