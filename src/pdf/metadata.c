/*
 * pdf: what the file says of itself: document information (ISO 32000-1 14.3.3), XMP, language, viewer preferences, and
 * by which profile its colours are meant (14.11.5).
 */
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

const char *text_list(struct arena *arena, const char *const *words, size_t count, const char *between)
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
    add_info_text(pdf, "Author", text_list(pdf->arena, info->authors, info->author_count, "; "));
    add_info_text(pdf, "Subject", info->subject);
    add_info_text(pdf, "Keywords", text_list(pdf->arena, info->keywords, info->keyword_count, ", "));
    add_info_text(pdf, "Creator", info->producer);
    add_info_text(pdf, "Producer", info->producer);
    add_info_text(pdf, "CreationDate", stamp->pdf);
    add_info_text(pdf, "ModDate", stamp->pdf);
}

/*
 * As it is, for tools that look for it without reading PDF; but a long one, of many authors and keywords, is deflated,
 * as PDF/A-2 allows.
 */
static void add_xmp(struct pdf *pdf, const struct stamp *stamp, bool is_pdfa)
{
    enum { LONG = 8000 };
    pdf->metadata = xmp_packet(pdf, stamp->xmp, is_pdfa);
    bool packs = pdf->metadata.n > LONG;
    if (packs) {
        struct buf packed = deflated(pdf->worker, pdf->metadata.at, pdf->metadata.n);
        buf_free(&pdf->metadata);
        pdf->metadata = packed;
    }
    HPDF_Dict metadata =
        object_stream(pdf, pdf->metadata.at, pdf->metadata.n, packs ? "FlateDecode" : NULL, NULL);
    HPDF_Dict_AddName(metadata, "Type", "Metadata");
    HPDF_Dict_AddName(metadata, "Subtype", "XML");
    HPDF_Dict_Add(pdf->doc->catalog, "Metadata", metadata);
}

/* False when the system has no profile. */
static bool add_output_intent(struct pdf *pdf)
{
    if (!profile_read(pdf, &pdf->profile))
        return false;
    HPDF_Array intents = HPDF_Array_New(pdf->doc->mmgr);
    HPDF_Dict intent = HPDF_Dict_New(pdf->doc->mmgr);
    HPDF_Dict profile = object_stream(pdf, pdf->profile.at, pdf->profile.n, "FlateDecode", NULL);
    HPDF_Dict_AddNumber(profile, "N", 3);
    HPDF_Dict_AddName(intent, "Type", "OutputIntent");
    HPDF_Dict_AddName(intent, "S", "GTS_PDFA1");
    object_add_text(pdf, intent, "OutputConditionIdentifier", "sRGB IEC61966-2.1");
    object_add_text(pdf, intent, "RegistryName", "http://www.color.org");
    object_add_text(pdf, intent, "Info", "sRGB IEC61966-2.1");
    HPDF_Dict_Add(intent, "DestOutputProfile", profile);
    HPDF_Array_Add(intents, intent);
    HPDF_Dict_Add(pdf->doc->catalog, "OutputIntents", intents);
    return true;
}

void pdf_add_metadata(struct pdf *pdf)
{
    struct stamp stamp = stamp_of(pdf->info);
    HPDF_Dict preferences = HPDF_Dict_New(pdf->doc->mmgr);
    add_info(pdf, &stamp);
    add_xmp(pdf, &stamp, add_output_intent(pdf));
    if (pdf->info->language && *pdf->info->language)
        object_add_text(pdf, pdf->doc->catalog, "Lang", pdf->info->language);
    HPDF_Dict_AddBoolean(preferences, "DisplayDocTitle", HPDF_TRUE);
    if (pdf->info->language && unicode_is_right_to_left(pdf->info->language))
        HPDF_Dict_AddName(preferences, "Direction", "R2L");
    HPDF_Dict_Add(pdf->doc->catalog, "ViewerPreferences", preferences);
}
