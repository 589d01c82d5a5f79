// node view.mjs WIDTHS FILE: opens a page at each width and prints one JSON report per width:
// what is wider than its box, what text is cut, which texts lie on each other, what was fetched, what went wrong.
import { pathToFileURL } from 'node:url';
import { launch } from './browser.mjs';

const [ widths, file, folder ] = process.argv.slice(2);
const browser = await launch();
for (const width of widths.split(',').map(Number)) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, offline: true });
  const page = await context.newPage();
  const errors = [], requests = [];
  page.on('pageerror', error => errors.push(String(error)));
  page.on('console', message => message.type() === 'error' && errors.push(message.text()));
  page.on('request', request => requests.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  await page.evaluate(() => document.querySelectorAll('details').forEach(part => { part.open = true; }));
  const found = await page.evaluate(() => {
    const said = element => `${element.tagName.toLowerCase()}: ${element.textContent.trim().slice(0, 60)}`;
    const boxes = [ ...document.querySelectorAll('body *') ].filter(element => !element.closest('svg'));
    const scrolls = element => element.closest('.scroll') !== null;
    const wide = boxes.filter(element => !scrolls(element) && element.scrollWidth > element.clientWidth + 1 && element.clientWidth);
    const cut = boxes.filter(element => getComputedStyle(element).overflow === 'hidden' && element.scrollHeight > element.clientHeight + 1);
    const texts = [ ...document.querySelectorAll('h1,h2,h3,p,li,td,th,dt,dd,figcaption,.figure,.caption') ]
      .map(element => [ element, element.getBoundingClientRect() ]).filter(([ , box ]) => box.width && box.height);
    const apart = (a, b) => a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
    const overlaps = [];
    texts.forEach(([ one, box ], i) => texts.slice(i + 1, i + 40).forEach(([ other, place ]) => {
      if (!apart(box, place) && !one.contains(other) && !other.contains(one)) overlaps.push(`${said(one)} / ${said(other)}`);
    }));
    const scripts = document.querySelectorAll('script').length;
    return { page: document.documentElement.scrollWidth, wide: wide.map(said), cut: cut.map(said), overlaps, scripts };
  });
  if (folder) await page.screenshot({ path: `${folder}/${width}.png`, fullPage: true });
  console.log(JSON.stringify({ width, ...found, errors, requests: requests.length }));
  await context.close();
}
await browser.close();
