// node pdfium.mjs MODULES FILE: what PDFium sees in a PDF, as JSON: page labels, bookmarks, jumps [page, target], the
// text of each page, and its structure: elements by role, with alternative text and children.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, path] = process.argv.slice(2);
const require = createRequire(pathToFileURL(modules + "/"));
const { init } = require("@embedpdf/pdfium");
const pdfium = await init({ wasmBinary: readFileSync(require.resolve("@embedpdf/pdfium/pdfium.wasm")) });
pdfium.PDFiumExt_Init();
const memory = pdfium.pdfium;

// The text that a function writes as UTF-16 into a buffer whose size it gives.
function text(get) {
  const size = get(0, 0);
  if (size < 2) {
    return "";
  }
  const buffer = memory.wasmExports.malloc(size);
  get(buffer, size);
  const words = memory.UTF16ToString(buffer);
  memory.wasmExports.free(buffer);
  return words;
}

function bookmarks(file, parent, depth, found) {
  let item = pdfium.FPDFBookmark_GetFirstChild(file, parent);
  for (; item; item = pdfium.FPDFBookmark_GetNextSibling(file, item)) {
    const target = pdfium.FPDFBookmark_GetDest(file, item);
    found.push([depth, text((at, size) => pdfium.FPDFBookmark_GetTitle(item, at, size)),
      target ? pdfium.FPDFDest_GetDestPageIndex(file, target) : null]);
    bookmarks(file, item, depth + 1, found);
  }
  return found;
}

function jumps(file, page, index) {
  const place = memory.wasmExports.malloc(8), found = [];
  memory.setValue(place, 0, "i32");
  while (pdfium.FPDFLink_Enumerate(page, place, place + 4)) {
    const target = pdfium.FPDFLink_GetDest(file, memory.getValue(place + 4, "i32"));
    if (target) {
      found.push([index, pdfium.FPDFDest_GetDestPageIndex(file, target)]);
    }
  }
  memory.wasmExports.free(place);
  return found;
}

function pageText(page) {
  const layer = pdfium.FPDFText_LoadPage(page), count = pdfium.FPDFText_CountChars(layer);
  const buffer = memory.wasmExports.malloc(2 * count + 2);
  const words = pdfium.FPDFText_GetText(layer, 0, count, buffer) ? memory.UTF16ToString(buffer) : "";
  memory.wasmExports.free(buffer);
  pdfium.FPDFText_ClosePage(layer);
  return words;
}

function element(item) {
  const children = [];
  for (let i = 0; i < pdfium.FPDF_StructElement_CountChildren(item); i++) {
    const child = pdfium.FPDF_StructElement_GetChildAtIndex(item, i);
    if (child) {
      children.push(element(child));
    }
  }
  return {
    role: text((at, size) => pdfium.FPDF_StructElement_GetType(item, at, size)),
    alt: text((at, size) => pdfium.FPDF_StructElement_GetAltText(item, at, size)),
    children,
  };
}

function structure(page) {
  const tree = pdfium.FPDF_StructTree_GetForPage(page), found = [];
  for (let i = 0; tree && i < pdfium.FPDF_StructTree_CountChildren(tree); i++) {
    found.push(element(pdfium.FPDF_StructTree_GetChildAtIndex(tree, i)));
  }
  if (tree) {
    pdfium.FPDF_StructTree_Close(tree);
  }
  return found;
}

const bytes = readFileSync(path);
const place = memory.wasmExports.malloc(bytes.length);
memory.HEAPU8.set(bytes, place);
const file = pdfium.FPDF_LoadMemDocument(place, bytes.length, "");
if (!file) {
  console.error(`PDFium cannot open ${path}`);
  process.exit(1);
}
const seen = { labels: [], outline: bookmarks(file, 0, 1, []), links: [], pages: [], structure: [] };
for (let index = 0; index < pdfium.FPDF_GetPageCount(file); index++) {
  const page = pdfium.FPDF_LoadPage(file, index);
  seen.labels.push(text((at, size) => pdfium.FPDF_GetPageLabel(file, index, at, size)));
  seen.links.push(...jumps(file, page, index));
  seen.pages.push(pageText(page));
  seen.structure.push(structure(page));
  pdfium.FPDF_ClosePage(page);
}
console.log(JSON.stringify(seen));
