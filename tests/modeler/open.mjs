// node open.mjs [--png FOLDER] [--seconds N] FILE...
// Opens each file as Camunda Modeler does, in one headless Chromium, and prints one JSON report per line.
import { build } from 'esbuild';
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launch } from './browser.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const { values, positionals: files } = parseArgs({
  allowPositionals: true,
  options: { png: { type: 'string' }, seconds: { type: 'string', default: '20' } }
});

async function start(script) {
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: 1600, height: 1000 }, offline: true });
  const page = await context.newPage();
  await page.setContent('<!doctype html><meta charset="utf-8"><div id="canvas" style="height:900px"></div>');
  for (const sheet of [ 'diagram-js.css', 'bpmn-js.css' ]) {
    await page.addStyleTag({ path: join(here, 'node_modules/camunda-bpmn-js/dist/assets', sheet) });
  }
  await page.addScriptTag({ content: script });
  return { browser, context, page };
}

/** Modeler itself would freeze where an import does not end, so the wait is bounded. */
function within(seconds, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${seconds} s: Modeler would freeze`)), seconds * 1000);
  });
  return Promise.race([ promise, late ]).finally(() => clearTimeout(timer));
}

async function picture(context, svg, path) {
  const page = await context.newPage();
  await page.setContent('<style>body{margin:0;background:#fff}</style>' + svg.slice(svg.indexOf('<svg')));
  await page.locator('svg').first().screenshot({ path });
  await page.close();
}

const bundle = await build({
  entryPoints: [ join(here, 'page.mjs') ], bundle: true, format: 'iife', write: false, minify: true, logLevel: 'warning'
});
const script = bundle.outputFiles[0].text;
if (values.png) mkdirSync(values.png, { recursive: true });

let session = await start(script);
for (const file of files) {
  let report;
  try {
    const xml = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    report = await within(Number(values.seconds), session.page.evaluate(
      ([ text, png ]) => window.check(text, png), [ xml, Boolean(values.png) ]
    ));
    if (report.svg) {
      report.png = join(values.png, basename(file) + '.png');
      await picture(session.context, report.svg, report.png);
      delete report.svg;
    }
  } catch (error) {
    report = { error: error.message };
    await session.browser.close();
    session = await start(script);
  }
  console.log(JSON.stringify({ file, ...report }));
}
await session.browser.close();
