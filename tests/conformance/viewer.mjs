// pdf.js's own viewer component, a page at a time: what a reader in a browser sees, and may select.
import * as pdfjsLib from "/pdfjs-dist/build/pdf.mjs";

globalThis.pdfjsLib = pdfjsLib;
pdfjsLib.GlobalWorkerOptions.workerSrc = "/pdfjs-dist/build/pdf.worker.mjs";
const { EventBus, PDFLinkService, PDFSinglePageViewer } = await import("/pdfjs-dist/web/pdf_viewer.mjs");

const eventBus = new EventBus();
const linkService = new PDFLinkService({ eventBus });
const viewer = new PDFSinglePageViewer({
  container: document.getElementById("container"), eventBus, linkService, textLayerMode: 1,
});
linkService.setViewer(viewer);

async function until(good) {
  const end = Date.now() + 20000;
  while (!good()) {
    if (Date.now() > end) {
      throw new Error("the page does not appear");
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

let file;

async function pageOf(destination) {
  const explicit = typeof destination === "string" ? await file.getDestination(destination) : destination;
  return explicit ? file.getPageIndex(explicit[0]) : null;
}

async function flatten(items, depth, found) {
  for (const item of items ?? []) {
    found.push([depth, item.title, await pageOf(item.dest)]);
    await flatten(item.items, depth + 1, found);
  }
  return found;
}

// The text of each marked-content sequence of a page, by pdf.js's name for it: p12R_mc3.
async function sequences(page, found) {
  const open = [];
  const { items } = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
  for (const item of items) {
    if (item.type === "endMarkedContent") {
      open.pop();
    } else if (item.type) {
      open.push(item.id ?? null);
    } else {
      const name = open.findLast((id) => id);
      found[name] = (found[name] ?? "") + item.str;
    }
  }
}

// Opens a file: its page labels, bookmarks, jumps, [page, target], and the text of its sequences.
globalThis.openFile = async (address) => {
  file = await pdfjsLib.getDocument({ url: address, cMapUrl: "/pdfjs-dist/cmaps/", cMapPacked: true }).promise;
  const links = [], marked = {};
  for (let number = 1; number <= file.numPages; number++) {
    const page = await file.getPage(number);
    await sequences(page, marked);
    for (const annotation of await page.getAnnotations()) {
      if (annotation.subtype === "Link" && annotation.dest) {
        links.push([number - 1, await pageOf(annotation.dest)]);
      }
    }
  }
  viewer.setDocument(file);
  linkService.setDocument(file);
  await viewer.pagesPromise;
  return { labels: await file.getPageLabels(), outline: await flatten(await file.getOutline(), 1, []), links, marked };
};

// What pdf.js makes of the structure for screen readers: [role, level, words] in order. An element names the piece of
// the text layer that it holds with aria-owns.
function spoken(view) {
  const found = [];
  for (const element of view.canvas.querySelectorAll(".structTree, .structTree *")) {
    const owned = document.getElementById(element.getAttribute("aria-owns") ?? "");
    const role = element.getAttribute("role") ?? "";
    if (role) {
      found.push([role, element.getAttribute("aria-level"), element.getAttribute("aria-label") ?? ""]);
    }
    if (owned) {
      found.push(["text", null, owned.textContent]);
    }
  }
  return found;
}

// Shows a page and waits for its layers; gives the text that is selected when all of the page is, and what is spoken.
globalThis.showPage = async (number) => {
  const view = viewer.getPageView(number - 1);
  viewer.currentPageNumber = number;
  viewer.update();
  await until(() => view.textLayer?.div.querySelector(".endOfContent") && view.annotationLayer);
  await view.structTreeLayer?.render();
  await new Promise((resolve) => setTimeout(resolve));
  const selection = getSelection();
  selection.selectAllChildren(view.textLayer.div);
  const selected = selection.toString();
  selection.removeAllRanges();
  return { selected, spoken: spoken(view) };
};
globalThis.ready = true;
