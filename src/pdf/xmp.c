/*
 * pdf: the XMP packet (ISO 16684-1): Dublin Core, the marks of PDF/A (ISO 19005-2 6.6.4) and PDF/UA (ISO 14289-1 5).
 */
#include "pdf/writer.h"

/* Characters that XML 1.0 does not have at all become a space. */
static void put_xml(struct buf *out, const char *text)
{
    for (const unsigned char *at = (const unsigned char *)text; *at; at++)
        switch (*at) {
        case '&':
            buf_puts(out, "&amp;");
            break;
        case '<':
            buf_puts(out, "&lt;");
            break;
        case '>':
            buf_puts(out, "&gt;");
            break;
        case '"':
            buf_puts(out, "&quot;");
            break;
        default:
            buf_putc(out, *at < 0x20 ? ' ' : (char)*at);
        }
}

/* <dc:name><rdf:Bag><rdf:li>…; nothing when there is nothing to say. */
static void put_list(struct buf *out, const char *name, const char *kind, const char *const *items, size_t count)
{
    if (!count)
        return;
    buf_format(out, "<%s><rdf:%s>", name, kind);
    for (size_t i = 0; i < count; i++) {
        buf_puts(out, "<rdf:li>");
        put_xml(out, items[i]);
        buf_puts(out, "</rdf:li>");
    }
    buf_format(out, "</rdf:%s></%s>\n", kind, name);
}

static void put_bag(struct buf *out, const char *name, const char *item)
{
    put_list(out, name, "Bag", &item, item && *item);
}

static void put_language_item(struct buf *out, const char *language, const char *text)
{
    buf_puts(out, "<rdf:li xml:lang=\"");
    put_xml(out, language);
    buf_puts(out, "\">");
    put_xml(out, text);
    buf_puts(out, "</rdf:li>");
}

/* A text in its languages; the first stands as x-default, too, and before all, as XMP part 1 8.2.2.4 asks. */
static void put_localized(struct buf *out, const char *name, const struct pdf_text *texts, size_t count)
{
    if (!count)
        return;
    buf_format(out, "<%s><rdf:Alt>", name);
    put_language_item(out, "x-default", texts[0].text);
    for (size_t i = 0; i < count; i++)
        if (texts[i].language && *texts[i].language)
            put_language_item(out, texts[i].language, texts[i].text);
    buf_format(out, "</rdf:Alt></%s>\n", name);
}

static void put_in_one_language(struct buf *out, const char *name, const char *text, const char *language)
{
    put_localized(out, name, &(struct pdf_text){language, text}, text && *text);
}

static void put_simple(struct buf *out, const char *name, const char *text)
{
    if (!text || !*text)
        return;
    buf_format(out, "<%s>", name);
    put_xml(out, text);
    buf_format(out, "</%s>\n", name);
}

static void put_dublin_core(struct buf *out, const struct pdf_info *info, const char *date)
{
    put_simple(out, "dc:format", "application/pdf");
    if (info->title_count)
        put_localized(out, "dc:title", info->titles, info->title_count);
    else
        put_in_one_language(out, "dc:title", info->title, info->language);
    put_list(out, "dc:creator", "Seq", info->authors, info->author_count);
    put_in_one_language(out, "dc:description", info->subject, info->language);
    put_list(out, "dc:subject", "Bag", info->keywords, info->keyword_count);
    put_bag(out, "dc:publisher", info->publisher);
    put_simple(out, "dc:identifier", info->identifier);
    put_in_one_language(out, "dc:rights", info->rights, info->language);
    put_bag(out, "dc:language", info->language);
    put_list(out, "dc:date", "Seq", &date, *date != '\0');
}

/* PDF/UA's mark is of a schema that PDF/A-2 does not know: it is described in the packet itself (ISO 19005-2 6.6.2). */
static void put_extension(struct buf *out)
{
    buf_puts(out, "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
                  "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\n"
                  "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
                  "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
                  "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
                  "<pdfaProperty:name>part</pdfaProperty:name>\n"
                  "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
                  "<pdfaProperty:category>internal</pdfaProperty:category>\n"
                  "<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>\n"
                  "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
                  "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n");
}

static void put_marks(struct buf *out, bool is_pdfa)
{
    if (is_pdfa) {
        put_simple(out, "pdfaid:part", "2");
        put_simple(out, "pdfaid:conformance", "A");
    }
    put_simple(out, "pdfuaid:part", "1");
    put_extension(out);
}

struct buf xmp_packet(struct pdf *pdf, const char *date, bool is_pdfa)
{
    const struct pdf_info *info = pdf->info;
    struct buf out = {0};
    buf_puts(&out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                   "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                   "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                   "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                   " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
                   " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
                   " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\""
                   " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
                   " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
                   " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n");
    put_dublin_core(&out, info, date);
    put_simple(&out, "xmp:CreatorTool", info->producer);
    put_simple(&out, "xmp:CreateDate", date);
    put_simple(&out, "xmp:ModifyDate", date);
    put_simple(&out, "xmp:MetadataDate", date);
    put_simple(&out, "pdf:Producer", info->producer);
    put_simple(&out, "pdf:Keywords", text_list(pdf->arena, info->keywords, info->keyword_count, ", "));
    if (info->conforms)
        put_marks(&out, is_pdfa);
    buf_puts(&out, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n");
    return out;
}
