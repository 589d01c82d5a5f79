// The one headless Chromium of these checks, offline.
// CHROMIUM names the browser; without it the first of chromium, chromium-browser, google-chrome on PATH is taken.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

function onPath(names) {
  for (const name of names) {
    for (const folder of (process.env.PATH || '').split(delimiter)) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch { /* not in this folder */ }
    }
  }
  throw new Error('no Chromium on PATH; install chromium or set CHROMIUM');
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || onPath([ 'chromium', 'chromium-browser', 'google-chrome' ]),
    args: [ '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run' ]
  });
}
