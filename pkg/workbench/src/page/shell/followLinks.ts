import { locationService } from '@grafana/runtime';

/** Turns plain clicks on links to own pages into navigation without a reload, as Grafana does. */
export function followLinks(target: Document): void {
  target.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const href = link?.getAttribute('href') ?? '';
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    const ownTab = (link?.target ?? '') === '' || link?.target === '_self';
    const isPage = href.startsWith('/') && !href.startsWith('//') && !/^\/(api|apis|public|build)\//.test(href);
    if (isPlain && ownTab && isPage && !event.defaultPrevented && link?.hasAttribute('download') !== true) {
      event.preventDefault();
      locationService.push(href);
    }
  });
}
