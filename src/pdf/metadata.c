/* pdf: document information (ISO 32000-1 14.3.3), XMP (ISO 16684-1), language and viewer preferences. */
#include <string.h>

#include "pdf/writer.h"

/* Both forms of the file's date; empty when there is none. */
struct stamp {
    char pdf[40], xmp[40];
};

/* Days since 1 January 1970 → date; Howard Hinnant, chrono-compatible low-level date algorithms. */
static struct date civil_date(int64_t days)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097, day_of_era = days - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153;
    int64_t day = day_of_year - (153 * month + 2) / 5 + 1;
    month += month < 10 ? 3 : -9;
    return (struct date){.year = (int)(year_of_era + era * 400 + (month <= 2)), .month = (int)month, .day = (int)day};
}

static struct stamp epoch_stamp(int64_t epoch)
{
    struct stamp stamp;
    int64_t day = epoch / 86400, second = epoch % 86400;
    struct date date = civil_date(day);
    int h = (int)(second / 3600), m = (int)(second / 60 % 60), s = (int)(second % 60);
    snprintf(stamp.pdf, sizeof stamp.pdf, "D:%04d%02d%02d%02d%02d%02dZ", date.year, date.month, date.day, h, m, s);
    snprintf(stamp.xmp, sizeof stamp.xmp, "%04d-%02d-%02dT%02d:%02d:%02dZ", date.year, date.month, date.day, h, m, s);
    return stamp;
}

static struct stamp date_stamp(struct date date)
{
    struct stamp stamp = {"", ""};
    if (date.year <= 0 || date.year > 9999)
        return stamp;
    int n = snprintf(stamp.pdf, sizeof stamp.pdf, "D:%04d", date.year);
    int x = snprintf(stamp.xmp, sizeof stamp.xmp, "%04d", date.year);
    if (date.month) {
        n += snprintf(stamp.pdf + n, sizeof stamp.pdf - (size_t)n, "%02d", date.month);
        x += snprintf(stamp.xmp + x, sizeof stamp.xmp - (size_t)x, "-%02d", date.month);
    }
    if (date.month && date.day) {
        snprintf(stamp.pdf + n, sizeof stamp.pdf - (size_t)n, "%02d", date.day);
        snprintf(stamp.xmp + x, sizeof stamp.xmp - (size_t)x, "-%02d", date.day);
    }
    return stamp;
}

static struct stamp stamp_of(const struct pdf_info *info)
{
    enum { YEAR_9999 = 253402300799 };
    if (info->epoch >= 0 && info->epoch <= (int64_t)YEAR_9999)
        return epoch_stamp(info->epoch);
    return date_stamp(info->date);
}

static const char *joined(struct arena *arena, const char *const *words, size_t count, const char *between)
{
    struct buf out = {0};
    buf_puts(&out, "");
    for (size_t i = 0; i < count; i++) {
        buf_puts(&out, i ? between : "");
        buf_puts(&out, words[i]);
    }
    const char *result = arena_string(arena, out.at, out.n);
    buf_free(&out);
    return result;
}

static void add_info_text(struct pdf *pdf, const char *key, const char *text)
{
    if (text && *text)
        object_add_text(pdf, pdf->doc->info, key, text);
    else
        HPDF_Dict_RemoveElement(pdf->doc->info, key);
}

static void add_info(struct pdf *pdf, const struct stamp *stamp)
{
    const struct pdf_info *info = pdf->info;
    add_info_text(pdf, "Title", info->title);
    add_info_text(pdf, "Author", joined(pdf->arena, info->authors, info->author_count, "; "));
    add_info_text(pdf, "Subject", info->subject);
    add_info_text(pdf, "Keywords", joined(pdf->arena, info->keywords, info->keyword_count, ", "));
    add_info_text(pdf, "Creator", info->producer);
    add_info_text(pdf, "Producer", info->producer);
    add_info_text(pdf, "CreationDate", stamp->pdf);
    add_info_text(pdf, "ModDate", stamp->pdf);
}

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

/* A text with its language; x-default stands first, as XMP part 1 8.2.2.4 asks. */
static void put_localized(struct buf *out, const char *name, const char *text, const char *language)
{
    if (!text || !*text)
        return;
    buf_format(out, "<%s><rdf:Alt><rdf:li xml:lang=\"x-default\">", name);
    put_xml(out, text);
    if (language && *language) {
        buf_puts(out, "</rdf:li><rdf:li xml:lang=\"");
        put_xml(out, language);
        buf_puts(out, "\">");
        put_xml(out, text);
    }
    buf_format(out, "</rdf:li></rdf:Alt></%s>\n", name);
}

static void put_simple(struct buf *out, const char *name, const char *text)
{
    if (!text || !*text)
        return;
    buf_format(out, "<%s>", name);
    put_xml(out, text);
    buf_format(out, "</%s>\n", name);
}

static void put_dublin_core(struct buf *out, const struct pdf_info *info, const struct stamp *stamp)
{
    const char *date = stamp->xmp;
    put_simple(out, "dc:format", "application/pdf");
    put_localized(out, "dc:title", info->title, info->language);
    put_list(out, "dc:creator", "Seq", info->authors, info->author_count);
    put_localized(out, "dc:description", info->subject, info->language);
    put_list(out, "dc:subject", "Bag", info->keywords, info->keyword_count);
    put_bag(out, "dc:publisher", info->publisher);
    put_simple(out, "dc:identifier", info->identifier);
    put_localized(out, "dc:rights", info->rights, info->language);
    put_bag(out, "dc:language", info->language);
    put_list(out, "dc:date", "Seq", &date, *date != '\0');
}

static struct buf xmp_packet(struct pdf *pdf, const struct stamp *stamp)
{
    const struct pdf_info *info = pdf->info;
    struct buf out = {0};
    buf_puts(&out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                   "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                   "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                   "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                   " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n");
    put_dublin_core(&out, info, stamp);
    put_simple(&out, "xmp:CreatorTool", info->producer);
    put_simple(&out, "xmp:CreateDate", stamp->xmp);
    put_simple(&out, "xmp:ModifyDate", stamp->xmp);
    put_simple(&out, "xmp:MetadataDate", stamp->xmp);
    put_simple(&out, "pdf:Producer", info->producer);
    put_simple(&out, "pdf:Keywords", joined(pdf->arena, info->keywords, info->keyword_count, ", "));
    buf_puts(&out, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n");
    return out;
}

static void add_xmp(struct pdf *pdf, const struct stamp *stamp)
{
    struct buf packet = xmp_packet(pdf, stamp);
    HPDF_Dict metadata =
        object_stream(pdf, arena_string(pdf->arena, packet.at, packet.n), packet.n, NULL, NULL);
    buf_free(&packet);
    HPDF_Dict_AddName(metadata, "Type", "Metadata");
    HPDF_Dict_AddName(metadata, "Subtype", "XML");
    HPDF_Dict_Add(pdf->doc->catalog, "Metadata", metadata);
}

void pdf_add_metadata(struct pdf *pdf)
{
    struct stamp stamp = stamp_of(pdf->info);
    HPDF_Dict preferences = HPDF_Dict_New(pdf->doc->mmgr);
    add_info(pdf, &stamp);
    add_xmp(pdf, &stamp);
    if (pdf->info->language && *pdf->info->language)
        object_add_text(pdf, pdf->doc->catalog, "Lang", pdf->info->language);
    HPDF_Dict_AddBoolean(preferences, "DisplayDocTitle", HPDF_TRUE);
    HPDF_Dict_Add(pdf->doc->catalog, "ViewerPreferences", preferences);
}
