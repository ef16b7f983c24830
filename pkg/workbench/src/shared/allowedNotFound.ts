/** Requests of the page that the workbench answers with 404 on purpose; any other 404 is a fault. */
export const allowedNotFound: ReadonlyArray<{ path: RegExp; reason: string }> = [
  {
    path: /^\/apis\/userstorage\.grafana\.app\//,
    reason: 'a user who has stored nothing yet; the library expects 404',
  },
];
