// node templates.mjs JOBS.json
// Works with element templates as a person does, in one headless Chromium, and prints one JSON report per job and line.
// A job is { file, templates: { cloud, platform }, picture, steps: [ { element, apply, edit } ] }: the templates are the
// paths of their files, apply is the id of a template or null, edit what is entered by the label of the field.
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const SHEETS = [ 'diagram-js.css', 'bpmn-js.css', 'properties-panel.css', 'element-templates.css' ];
const PAGE = `<!doctype html><meta charset="utf-8"><style>
  html, body { margin: 0; height: 100% }
  #canvas { position: absolute; inset: 0 400px 0 0 }
  #panel { position: absolute; inset: 0 0 0 auto; width: 400px; overflow: auto }
</style><div id="canvas"></div><div id="panel"></div>`;
const GROUP = '.bio-properties-panel-group[data-group-id*="ElementTemplates__CustomProperties"]';
const ENTRY = `${GROUP} .bio-properties-panel-entry`;
const FIELD = 'input, textarea, select';

async function start() {
  const bundle = await build({
    entryPoints: [ join(here, 'panel.mjs') ], bundle: true, format: 'iife', write: false, minify: true, logLevel: 'warning'
  });
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: 1600, height: 1000 }, offline: true });
  const page = await context.newPage();
  page.setDefaultTimeout(60000);
  await page.setContent(PAGE);
  for (const sheet of SHEETS) {
    await page.addStyleTag({ path: join(here, 'node_modules/camunda-bpmn-js/dist/assets', sheet) });
  }
  await page.addScriptTag({ content: bundle.outputFiles[0].text });
  return { browser, page };
}

const frames = page => page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Opens every group of a template; the panel may draw some of them a moment after it says what it shows. */
async function openGroups(page) {
  const closed = page.locator(`${GROUP} .bio-properties-panel-group-header:not(.open)`);
  for (await frames(page); await closed.count(); await frames(page)) await closed.first().click();
}

/** Value, kind and message of each field that the panel shows, by its label. */
function fieldsShown(page) {
  return page.evaluate(([ entries, fields ]) => Object.fromEntries([ ...document.querySelectorAll(entries) ].map(entry => {
    const field = entry.querySelector(fields);
    const label = entry.querySelector('label');
    return [ label && label.textContent, {
      value: field && field.value, kind: field && field.tagName.toLowerCase(),
      error: entry.querySelector('.bio-properties-panel-error')?.textContent || '',
      cut: Boolean(label) && label.scrollWidth > label.clientWidth + 1
    } ];
  })), [ ENTRY, FIELD ]);
}

async function enter(page, label, value) {
  const exact = page.locator('label').filter({ hasText: new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`) });
  const field = page.locator(ENTRY).filter({ has: exact }).locator(FIELD).first();
  for (let tries = 0; tries < 100 && !await field.count(); tries++) {
    await page.waitForTimeout(100);
    await openGroups(page);
  }
  if (await field.evaluate(node => node.tagName) === 'SELECT') await field.selectOption(value);
  else await field.fill(value);
  await field.blur();
}

async function work(page, { element, apply, edit }, picture) {
  const report = { element, offered: apply ? await page.evaluate(([ a, b ]) => window.applyTemplate(a, b), [ element, apply ]) : null };
  // On a busy machine the canvas may still move while it is clicked: whoever misses clicks again.
  for (let tries = 0; tries < 5 && report.selected !== element; tries++) {
    const { x, y } = await page.evaluate(id => window.placeOf(id), element);
    await frames(page);
    await page.mouse.click(x, y);
    report.selected = await page.evaluate(() => window.selected());
  }
  await page.waitForFunction(() => window.isShown(), undefined, { timeout: 5000 }).catch(() => {});
  await openGroups(page);
  report.before = await fieldsShown(page);
  for (const [ label, value ] of Object.entries(edit || {})) await enter(page, label, value);
  report.after = await fieldsShown(page);
  if (picture) {
    await page.setViewportSize({ width: 1600, height: 2600 });
    await page.screenshot({ path: picture.replace('*', element) });
    await page.setViewportSize({ width: 1600, height: 1000 });
  }
  return report;
}

async function run(page, job) {
  const templates = Object.fromEntries(Object.entries(job.templates).map(([ tab, path ]) => [ tab, JSON.parse(readFileSync(path)) ]));
  const opened = await page.evaluate(([ xml, set ]) => window.openFile(xml, set), [ readFileSync(job.file, 'utf8'), templates ]);
  const steps = [];
  for (const step of job.steps) {
    try {
      steps.push(await work(page, step, job.picture));
    } catch (error) {
      const [ selected, fields ] = [ await page.evaluate(() => window.selected()), await fieldsShown(page) ];
      throw new Error(`${step.element}: with ${selected} selected the panel shows ${JSON.stringify(fields)}: ${error.message}`);
    }
  }
  return { ...opened, steps, saved: await page.evaluate(() => window.saveFile()) };
}

const jobs = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { browser, page } = await start();
const errors = [];
page.on('pageerror', error => errors.push(String(error)));
page.on('console', message => message.type() === 'error' && errors.push(message.text()));
for (const job of jobs) {
  errors.length = 0;
  let report;
  try {
    report = await run(page, job);
  } catch (error) {
    report = { failed: error.message };
  }
  await page.evaluate(() => window.closeFile());
  console.log(JSON.stringify({ ...report, errors: [ ...errors ] }));
}
await browser.close();
