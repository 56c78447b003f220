/* Names of languages and countries by CLDR; in English, countries by the United Nations' short names. */
#include "unicode/locale.h"
#include "unicode/unicode.h"
#include "unicode/wide.h"

#include <string.h>

struct locale locale_of(const char *language)
{
    struct locale locale = {""};
    UErrorCode status = U_ZERO_ERROR;
    uloc_forLanguageTag(language ? language : "", locale.name, sizeof locale.name - 1, NULL, &status);
    if (U_FAILURE(status))
        locale.name[0] = '\0';
    return locale;
}

bool locale_is(const char *language, const char *subtag)
{
    char found[ULOC_LANG_CAPACITY] = "";
    UErrorCode status = U_ZERO_ERROR;
    uloc_getLanguage(locale_of(language).name, found, sizeof found - 1, &status);
    return U_SUCCESS(status) && strcmp(found, subtag) == 0;
}

/* Where the United Nations' terminology (UNTERM, short names) differs from CLDR's English. */
static const char *const UN_NAMES[][2] = {
    {"AG", "Antigua and Barbuda"},
    {"BA", "Bosnia and Herzegovina"},
    {"BN", "Brunei Darussalam"},
    {"BO", "Bolivia (Plurinational State of)"},
    {"CD", "Democratic Republic of the Congo"},
    {"CG", "Congo"},
    {"CI", "Côte d’Ivoire"},
    {"CV", "Cabo Verde"},
    {"FM", "Micronesia (Federated States of)"},
    {"IR", "Iran (Islamic Republic of)"},
    {"KN", "Saint Kitts and Nevis"},
    {"KP", "Democratic People’s Republic of Korea"},
    {"KR", "Republic of Korea"},
    {"LA", "Lao People’s Democratic Republic"},
    {"LC", "Saint Lucia"},
    {"MD", "Republic of Moldova"},
    {"MM", "Myanmar"},
    {"PS", "State of Palestine"},
    {"RU", "Russian Federation"},
    {"ST", "Sao Tome and Principe"},
    {"SY", "Syrian Arab Republic"},
    {"TR", "Türkiye"},
    {"TT", "Trinidad and Tobago"},
    {"TZ", "United Republic of Tanzania"},
    {"US", "United States of America"},
    {"VA", "Holy See"},
    {"VC", "Saint Vincent and the Grenadines"},
    {"VE", "Venezuela (Bolivarian Republic of)"},
    {"VN", "Viet Nam"},
};

static const char *un_name(const char *code)
{
    for (size_t i = 0; i < sizeof UN_NAMES / sizeof UN_NAMES[0]; i++)
        if (strcmp(UN_NAMES[i][0], code) == 0)
            return UN_NAMES[i][1];
    return NULL;
}

const char *unicode_country(struct arena *arena, const char *language, const char *code)
{
    char upper[3] = "", place[8];
    if (strlen(code) != 2)
        return NULL;
    for (int i = 0; i < 2; i++) {
        upper[i] = (char)(code[i] & ~32);
        if (upper[i] < 'A' || upper[i] > 'Z')
            return NULL;
    }
    const char *special = locale_is(language, "en") ? un_name(upper) : NULL;
    if (special)
        return special;
    UErrorCode status = U_ZERO_ERROR;
    UChar name[256];
    snprintf(place, sizeof place, "und_%s", upper);
    int32_t n = uloc_getDisplayCountry(place, locale_of(language).name, name, 256, &status);
    if (U_FAILURE(status) || n == 0 || (n == 2 && name[0] == (UChar)upper[0] && name[1] == (UChar)upper[1]))
        return NULL;
    return wide_to_utf8(arena, name, n, NULL);
}

bool unicode_language_valid(const char *tag)
{
    struct locale locale = {""};
    char language[ULOC_LANG_CAPACITY] = "";
    UChar name[256];
    int32_t parsed = 0;
    UErrorCode status = U_ZERO_ERROR;
    if (!tag || strchr(tag, '_') || strchr(tag, '@'))
        return false;
    uloc_forLanguageTag(tag, locale.name, sizeof locale.name - 1, &parsed, &status);
    if (U_FAILURE(status) || parsed == 0 || (size_t)parsed != strlen(tag))
        return false;
    int32_t size = uloc_getLanguage(locale.name, language, sizeof language - 1, &status);
    if (U_FAILURE(status) || size == 0)
        return strcmp(tag, "und") == 0;
    int32_t n = uloc_getDisplayLanguage(locale.name, "en", name, 256, &status);
    if (U_FAILURE(status))
        return false;
    for (int32_t i = 0; i < n && i < size; i++)
        if (name[i] != (UChar)language[i])
            return true;
    return n != size; /* an unknown subtag comes back as it is */
}

const char *unicode_language_name(struct arena *arena, const char *language, const char *tag)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar name[256];
    if (!unicode_language_valid(tag))
        return NULL;
    int32_t n = uloc_getDisplayName(locale_of(tag).name, locale_of(language).name, name, 256, &status);
    if (U_SUCCESS(status) && n > 1 && name[n - 1] == 0x8BED && locale_is(language, "zh"))
        name[n - 1] = 0x6587; /* CLDR: 英语, as it is spoken; of texts the United Nations write 英文 */
    return U_FAILURE(status) || n == 0 ? NULL : wide_to_utf8(arena, name, n, NULL);
}
